namespace KnowledgeBase.Understanding.Themes;

/// <summary>A cue as the tagger counts it.</summary>
internal readonly record struct CueEntry(int Theme, CueKind Kind, double Weight, int Parts);

/// <summary>What the occurrence of a word means.</summary>
/// <param name="Theme">The theme in which a longer word hides the shorter ones inside it; -1 for words about the Party.</param>
/// <param name="Cue">The cue that it is, or a part of; -1 when it only hides.</param>
/// <param name="Part">Which part of the cue it is; -1 when it is the whole cue.</param>
internal readonly record struct WordUse(int Theme, int Cue, int Part);

/// <summary>Turns a taxonomy into the list of words to look for and what each of them means.</summary>
internal sealed class CueCompiler(Taxonomy taxonomy)
{
    private readonly Dictionary<string, List<WordUse>> _words = new(StringComparer.Ordinal);
    private readonly List<CueEntry> _cues = [];

    public IReadOnlyList<string> Compile(out WordUse[][] uses, out CueEntry[] cues, out int[][] childCues)
    {
        foreach (var word in taxonomy.PartyWords)
        {
            Use(word, new WordUse(-1, -1, -1));
        }

        var children = new List<int[]>();
        for (var t = 0; t < taxonomy.Themes.Count; t++)
        {
            var theme = taxonomy.Themes[t];
            var byText = new Dictionary<string, int>(StringComparer.Ordinal);
            foreach (var cue in theme.Cues)
            {
                byText[cue.Text] = Add(t, cue, theme, isChilds: false);
            }

            // A child's cue that the theme doesn't list itself speaks for the theme too.
            foreach (var cue in theme.Children.SelectMany(c => c.Cues))
            {
                if (!byText.ContainsKey(cue.Text))
                {
                    byText[cue.Text] = Add(t, cue, theme, isChilds: true);
                }
            }

            children.AddRange(theme.Children.Select(child => child.Cues.Select(c => byText[c.Text]).Where(c => c >= 0).ToArray()));
        }

        cues = [.. _cues];
        childCues = [.. children];
        uses = [.. _words.Values.Select(list => list.ToArray())];
        return [.. _words.Keys];
    }

    private int Add(int theme, Cue cue, Theme owner, bool isChilds)
    {
        if (cue.Kind == CueKind.Not)
        {
            Use(cue.Text, new WordUse(theme, -1, -1));
            return -1;
        }

        var index = _cues.Count;
        // The longer of two cues hides the shorter. The owner may mean to weigh it less (助力乡村振兴); a child's cue must not by accident.
        var weight = isChilds && cue.Parts.Count == 1 ? owner.Cues
            .Where(c => c.Kind == CueKind.For && c.Parts.Count == 1 && cue.Text.Contains(c.Text, StringComparison.Ordinal))
            .Select(c => c.Weight)
            .Append(cue.Weight)
            .Max() : cue.Weight;
        _cues.Add(new CueEntry(theme, cue.Kind, weight, cue.Parts.Count));
        for (var p = 0; p < cue.Parts.Count; p++)
        {
            foreach (var word in cue.Parts[p])
            {
                Use(
                    word,
                    cue.Parts.Count > 1 ? new WordUse(theme, index, p) : new WordUse(cue.Kind == CueKind.Against ? -2 : theme, index, -1));
            }
        }

        return index;
    }

    private void Use(string word, WordUse use)
    {
        var folded = CueFold.Fold(word);
        if (!_words.TryGetValue(folded, out var uses))
        {
            _words[folded] = uses = [];
        }

        uses.Add(use);
    }
}
