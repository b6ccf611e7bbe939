using System.Text;
using KnowledgeBase.Access;
using KnowledgeBase.Text;

namespace KnowledgeBase.Indexer;

/// <summary>
/// What the owner of a corpus has taken over as two words for one thing: <c>lexicon/synonyms.txt</c>, one line each as every word list of
/// the corpus has it (<see cref="Lexicon.WithUserWords"/>), to be read and changed by hand.
/// </summary>
/// <param name="corpus">The folder of the corpus.</param>
internal sealed class OwnerSynonyms(string corpus)
{
    private const string Category = "synonym";
    private const string Heading =
        "# Words for one thing, taken over by 'kb synonyms --take': word, weight, category, other words (parted by |).\n";

    /// <summary>The file.</summary>
    public string Path { get; } = System.IO.Path.Combine(corpus, "lexicon", "synonyms.txt");

    /// <summary>Writes that two names are one thing.</summary>
    /// <returns>False when that stands there already.</returns>
    /// <exception cref="KbException">One of them cannot be a word, they are one, or the file cannot be written.</exception>
    public bool Add(string one, string other)
    {
        if (!Directory.Exists(corpus))
        {
            throw new KbException($"there is no folder {corpus}; name the corpus with --corpus.");
        }

        one = Checked(one);
        other = Checked(other);
        if (FoldedText.Fold(one) == FoldedText.Fold(other))
        {
            throw new KbException($"'{one}' and '{other}' are one word already.");
        }

        try
        {
            var lines = File.Exists(Path) ? File.ReadAllLines(Path) : [];
            if (lines.Any(line => Says(line, one, other) || Says(line, other, one)))
            {
                return false;
            }

            var place = Array.FindIndex(lines, line => Word(line) == FoldedText.Fold(one));
            string[] changed = place < 0
                ? [.. lines, $"{one}\t\t{Category}\t{other}"]
                : [.. lines[..place], WithOther(lines[place], other), .. lines[(place + 1)..]];
            Directory.CreateDirectory(System.IO.Path.GetDirectoryName(Path)!);
            var text = (lines.Length == 0 ? Heading : "") + string.Join('\n', changed) + "\n";
            using var written = UnfinishedFile.Write(Path + ".new", Path, Encoding.UTF8.GetBytes(text));
            written.Finish(overwrite: true);
            return true;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new KbException($"{Path} cannot be written: {e.Message}");
        }
    }

    /// <summary>A name as it is written into the file.</summary>
    private static string Checked(string given)
    {
        var name = given.Trim();
        if (FoldedText.Fold(name) is { Length: > 1 and <= 64 } && !name.Any(c => char.IsControl(c) || c is '|') && !name.StartsWith('#'))
        {
            return name;
        }

        throw new KbException(
            $"'{given}' can be no word: that has 2 to 64 characters, no line break, no tab and no |, and does not begin with #.");
    }

    private static string Word(string line) => FoldedText.Fold(line.Split('\t')[0].Trim());

    private static bool Says(string line, string one, string other) =>
        Word(line) == FoldedText.Fold(one)
        && line.Split('\t') is [_, _, _, var others, ..]
        && others.Split('|').Any(o => FoldedText.Fold(o.Trim()) == FoldedText.Fold(other));

    private static string WithOther(string line, string other)
    {
        var fields = line.Split('\t').ToList();
        while (fields.Count < 4)
        {
            fields.Add("");
        }

        fields[3] = fields[3].Length == 0 ? other : $"{fields[3]}|{other}";
        return string.Join('\t', fields);
    }
}
