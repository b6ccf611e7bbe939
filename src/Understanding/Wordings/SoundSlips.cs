using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Wordings;

/// <summary>
/// Finds formulations of four characters and more that sound right and are written wrong, as happens to those who type pinyin:
/// 战略部局, 形势主义. Tones do not count. What only happens to sound alike is left out: stretches that begin or end within a word
/// (各地要|在深入), that differ in a particle (改革开放是), and short ones in which two characters differ (时间要求, 实践要求).
/// </summary>
internal sealed class SoundSlips
{
    private const int ShortestForm = 4;
    private const int ShortestForTwo = 6;

    /// <summary>Characters on either side that decide how a stretch is cut into words; a sentence may be endless.</summary>
    private const int Context = 64;

    /// <summary>Characters on either side by which the likelihood of two ways to write it is weighed, …</summary>
    private const int Near = 12;

    /// <summary>
    /// … and the least gain of the right one, in nats. A slip of one character makes a sentence less likely by ten and more.
    /// </summary>
    private const double LeastGain = 3;

    /// <summary>Another number is another formulation.</summary>
    private static readonly SearchValues<char> Numbers = SearchValues.Create("一二三四五六七八九十百千万亿两双〇零0123456789");

    /// <summary>Characters that stand beside a formulation for reasons of their own.</summary>
    private static readonly SearchValues<char> Particles = SearchValues.Create("的地得了着过是时之与在于以和而或及从对向把被将由为也都又再更最不没有这那其此各每事上中下前后里");

    private static readonly SearchValues<char> SentenceEnds =
        SearchValues.Create(SentenceMarks.Ends + SentenceMarks.Semicolons + SentenceMarks.Colons + "\n");

    /// <summary>For each unit one that stands for its syllable; what isn't Chinese stands for itself.</summary>
    private static readonly Lazy<char[]> Sounds = new(ReadSounds);

    /// <summary>Nouns that any other may stand in front of.</summary>
    private static readonly IReadOnlyList<string> FreeHeads = WordList.Words("wordings", "free-heads");

    private readonly Segmenter _segmenter = new(Lexicon.Default);
    private readonly WordTrie _trie;
    private readonly List<(GlossaryEntry Entry, string Form, string Folded)>[] _ofSound;

    public SoundSlips(Glossary glossary)
    {
        var bySound = new Dictionary<string, List<(GlossaryEntry Entry, string Form, string Folded)>>(StringComparer.Ordinal);
        foreach (var entry in glossary.Entries.Where(e => e.Superseded is null))
        {
            foreach (var form in entry.Same.Concat(entry.Parts).Prepend(entry.Text))
            {
                var folded = ComparableText.Fold(form);
                if (folded.Length < ShortestForm)
                {
                    continue;
                }

                var sound = Sound(folded);
                if (!bySound.TryGetValue(sound, out var list))
                {
                    bySound[sound] = list = [];
                }

                list.Add((entry, form, folded));
            }
        }

        _trie = new WordTrie([.. bySound.Keys]);
        _ofSound = [.. bySound.Values];
    }

    public readonly record struct Slip(TextSpan Span, GlossaryEntry Entry, string Expected);

    /// <summary>The slips, the longest formulations first; they may overlap.</summary>
    /// <param name="text">Folded text.</param>
    public List<Slip> Find(ReadOnlySpan<char> text)
    {
        var occurrences = new List<WordTrie.Occurrence>();
        _trie.FindAll(Sound(text), occurrences);
        var slips = new List<Slip>();
        foreach (var occurrence in occurrences)
        {
            var written = text[occurrence.Start..occurrence.End];
            (GlossaryEntry Entry, string Form, string Folded)? best = null;
            var fewest = int.MaxValue;
            foreach (var candidate in _ofSound[occurrence.Word])
            {
                var slipped = Count(written, candidate.Folded);
                if (slipped < fewest)
                {
                    (fewest, best) = (slipped, candidate);
                }
            }

            if (fewest is 0 or int.MaxValue || best is not { } found)
            {
                continue;
            }

            var span = new TextSpan(occurrence.Start, occurrence.End);
            if (!DiffersInParticle(written, found.Folded) && !IsOtherThing(written, found.Folded)
                && IsOfWholeWords(text, span) && IsLikelier(text, span, found.Folded))
            {
                slips.Add(new Slip(span, found.Entry, found.Form));
            }
        }

        slips.Sort(static (a, b) =>
            a.Span.Length != b.Span.Length ? b.Span.Length.CompareTo(a.Span.Length) : a.Span.Start.CompareTo(b.Span.Start));
        return slips;
    }

    /// <summary>How many units differ; <see cref="int.MaxValue"/> where they are too many, or one of them is a number.</summary>
    private static int Count(ReadOnlySpan<char> written, string form)
    {
        var count = 0;
        for (var i = 0; i < form.Length; i++)
        {
            if (written[i] == form[i])
            {
                continue;
            }

            if (Numbers.Contains(written[i]) || Numbers.Contains(form[i]))
            {
                return int.MaxValue;
            }

            count++;
        }

        return count <= (form.Length < ShortestForTwo ? 1 : 2) ? count : int.MaxValue;
    }

    private static bool DiffersInParticle(ReadOnlySpan<char> written, string form)
    {
        for (var i = 0; i < form.Length; i++)
        {
            if (written[i] != form[i] && Particles.Contains(written[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether the stretch begins and ends where words of its sentence do.</summary>
    private bool IsOfWholeWords(ReadOnlySpan<char> text, TextSpan span)
    {
        var first = Math.Max(0, span.Start - Context);
        var from = first + text[first..span.Start].LastIndexOfAny(SentenceEnds) + 1;
        var behind = text[span.End..Math.Min(text.Length, span.End + Context)];
        var length = behind.IndexOfAny(SentenceEnds);
        var sentence = new FoldedText(text[from..(span.End + (length < 0 ? behind.Length : length))]);
        var words = new List<Word>();
        _segmenter.Segment(sentence, words);
        return words.Exists(w => sentence.OriginalStart(w.Start) == span.Start - from)
            && words.Exists(w => sentence.OriginalEnd(w.Start + w.Length - 1) == span.End - from);
    }

    /// <summary>整治建设 beside 政治建设: where the head goes with anything, another word in front of it is another thing.</summary>
    private static bool IsOtherThing(ReadOnlySpan<char> written, string form)
    {
        foreach (var head in FreeHeads)
        {
            if (form.EndsWith(head, StringComparison.Ordinal) && written.EndsWith(head)
                && Lexicon.Default.Contains(written[..^head.Length]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The language model must find the sentence likelier with what is expected.</summary>
    private bool IsLikelier(ReadOnlySpan<char> text, TextSpan span, string expected)
    {
        var before = text[Math.Max(0, span.Start - Near)..span.Start];
        var behind = text[span.End..Math.Min(text.Length, span.End + Near)];
        before = before[(before.LastIndexOfAny(SentenceEnds) + 1)..];
        var end = behind.IndexOfAny(SentenceEnds);
        behind = end < 0 ? behind : behind[..end];
        return _segmenter.Cost(new FoldedText(string.Concat(before, text[span.Start..span.End], behind)))
            - _segmenter.Cost(new FoldedText(string.Concat(before, expected, behind))) >= LeastGain;
    }

    private static string Sound(ReadOnlySpan<char> text)
    {
        var sounds = Sounds.Value;
        return string.Create(text.Length, text, (signs, units) =>
        {
            for (var i = 0; i < units.Length; i++)
            {
                signs[i] = sounds[units[i]];
            }
        });
    }

    private static char[] ReadSounds()
    {
        // Each syllable is stood for by the first character that has it.
        var signs = new Dictionary<string, char>(StringComparer.Ordinal);
        var sounds = new char[char.MaxValue + 1];
        for (var c = 0; c < sounds.Length; c++)
        {
            sounds[c] = (char)c;
            if (Pinyin.SyllableOf((char)c) is { } syllable && !signs.TryAdd(syllable, (char)c))
            {
                sounds[c] = signs[syllable];
            }
        }

        return sounds;
    }
}
