using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace KnowledgeBase.Materials.Themes;

/// <summary>
/// Decides the themes of a passage from weighted cues. A theme's score is the sum of its cues' weights, each counted once with a
/// little more for repetition and by where it stands (first sentence, later, heading, title), less what speaks against it,
/// relative to the passage's length. Thread-safe.
/// </summary>
public sealed class ThemeTagger
{
    private const int MostEvidence = 8;

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create("。！？；!?;\n");

    private readonly Taxonomy _taxonomy;
    private readonly ThemeScoring _scoring;
    private readonly WordTrie _trie;
    private readonly WordUse[][] _uses;
    private readonly CueEntry[] _cues;
    private readonly HashSet<int>[] _childCues; // per theme of the second level: its cues
    private readonly int[] _firstChild; // per theme of the first level: index of its first child there
    private readonly ConcurrentBag<Scratch> _scratch = [];

    /// <summary>Makes a tagger for a taxonomy.</summary>
    public ThemeTagger(Taxonomy taxonomy)
        : this(taxonomy, ThemeScoring.Default)
    {
    }

    internal ThemeTagger(Taxonomy taxonomy, ThemeScoring scoring)
    {
        _taxonomy = taxonomy;
        _scoring = scoring;
        var words = new CueCompiler(taxonomy).Compile(out _uses, out _cues, out var childCues);
        _childCues = [.. childCues.Select(c => c.ToHashSet())];
        _firstChild = new int[taxonomy.Themes.Count];
        for (var t = 1; t < _firstChild.Length; t++)
            _firstChild[t] = _firstChild[t - 1] + taxonomy.Themes[t - 1].Children.Count;
        _trie = new WordTrie(words);
    }

    /// <summary>A tagger for <see cref="Taxonomy.Default"/>.</summary>
    public static ThemeTagger Default { get; } = new(Taxonomy.Default);

    /// <summary>The themes of a passage.</summary>
    /// <param name="title">Title of the material; empty when it has none.</param>
    /// <param name="headingPath">The headings that the passage stands under, outermost first.</param>
    /// <param name="passageText">The passage.</param>
    /// <returns>Themes of the first level, surest first, each followed by those of its second level; empty when it belongs nowhere.</returns>
    public IReadOnlyList<ThemeTag> Tag(string title, IReadOnlyList<string> headingPath, string passageText) =>
        Tag(title, headingPath, passageText, _scoring.Threshold);

    /// <summary>
    /// The likeliest theme of a text that may be too short or too plain to be tagged on its own, for example the act of a practice.
    /// </summary>
    internal ThemeTag? Likeliest(string title, IReadOnlyList<string> headingPath, string text) =>
        Tag(title, headingPath, text, _scoring.Threshold / 2) is [var best, ..] ? best : null;

    private ThemeTag[] Tag(string title, IReadOnlyList<string> headingPath, string passageText, double least)
    {
        var scratch = _scratch.TryTake(out var spare) ? spare : new Scratch(_cues.Length, _taxonomy.Themes.Count);
        try
        {
            scratch.Clear();
            LookAt(passageText, Place.Text, scratch);
            foreach (var heading in headingPath)
                LookAt(heading, Place.Heading, scratch);
            LookAt(title, Place.Title, scratch);
            return Decide(passageText, least, scratch);
        }
        finally
        {
            _scratch.Add(scratch);
        }
    }

    /// <summary>
    /// The themes of a material from those of its passages: a theme counts by the share of the text that it covers, weighted by
    /// how sure it is there.
    /// </summary>
    /// <returns>Surest first. Evidence is the strongest of the passages.</returns>
    public static IReadOnlyList<ThemeTag> RollUp(IReadOnlyList<Passage> passages)
    {
        double length = passages.Sum(p => p.End - p.Start);
        if (length == 0)
            return [];
        var sums = new Dictionary<string, (double Share, double Best, List<(double Confidence, string Evidence)> Evidence)>(StringComparer.Ordinal);
        foreach (var passage in passages)
        {
            foreach (var tag in passage.Themes)
            {
                var (share, best, evidence) = sums.GetValueOrDefault(tag.Theme, (0, 0, []));
                evidence.Add((tag.Confidence, tag.Evidence[0]));
                sums[tag.Theme] = (share + (tag.Confidence * (passage.End - passage.Start) / length), Math.Max(best, tag.Confidence), evidence);
            }
        }

        return [.. sums
            .Where(s => s.Value.Share >= 0.08)
            .Select(s => new ThemeTag(
                s.Key,
                Math.Round(Math.Min(s.Value.Best, 0.5 + s.Value.Share), 2),
                [.. s.Value.Evidence.OrderByDescending(e => e.Confidence).Select(e => e.Evidence).Distinct(StringComparer.Ordinal).Take(MostEvidence)]))
            .OrderByDescending(t => sums[t.Theme].Share)
            .ThenBy(t => t.Theme, StringComparer.Ordinal)];
    }

    private void LookAt(string text, Place place, Scratch scratch)
    {
        if (text.Length == 0)
            return;
        // The passages of a material share their title.
        var look = place == Place.Title ? scratch.Title : scratch.Other;
        if (!ReferenceEquals(look.Text, text) || place != Place.Title)
        {
            look.Read(text);
            look.Found.Clear();
            _trie.FindAll(look.Folded, look.Found);
        }

        if (look.Found.Count > 0)
            Count(text, look, place, scratch);
    }

    private void Count(string text, Look looked, Place place, Scratch scratch)
    {
        var folded = looked.Folded;
        var origins = looked.Origins;
        Array.Clear(scratch.CoveredTo);
        scratch.Sentence++;
        var (sentenceEnd, first) = (EndOfSentence(folded, 0), true);
        foreach (var hit in CollectionsMarshal.AsSpan(looked.Found))
        {
            while (hit.Start >= sentenceEnd)
            {
                sentenceEnd = EndOfSentence(folded, sentenceEnd);
                scratch.Sentence++;
                first = false;
            }

            foreach (ref readonly var use in _uses[hit.Word].AsSpan())
            {
                if (use.Part >= 0)
                {
                    CountPart(use, text, origins, hit, place, first, scratch);
                    continue;
                }

                if (use.Theme >= 0)
                {
                    ref var covered = ref scratch.CoveredTo[use.Theme];
                    if (hit.End <= covered)
                        continue;
                    covered = hit.End;
                }

                if (use.Cue >= 0)
                    CountCue(use.Cue, text, origins[hit.Start], origins[hit.End - 1] + 1, place, first, scratch);
                else if (use.Theme < 0)
                    scratch.Party = true;
            }
        }
    }

    private void CountPart(WordUse use, string text, int[] origins, WordTrie.Occurrence hit, Place place, bool first, Scratch scratch)
    {
        var seen = scratch.Parts[use.Cue] ??= new PartSeen[_cues[use.Cue].Parts];
        seen[use.Part] = new PartSeen(scratch.Sentence, text, origins[hit.Start], origins[hit.End - 1] + 1);
        foreach (ref readonly var part in seen.AsSpan())
        {
            if (part.Sentence != scratch.Sentence)
                return;
        }

        ref var state = ref scratch.Cues[use.Cue];
        if (state.LastSentence == scratch.Sentence && state.Generation == scratch.Generation)
            return;
        CountCue(use.Cue, text, seen[0].Start, seen[0].End, place, first, scratch);
        state.LastSentence = scratch.Sentence;
    }

    private void CountCue(int cue, string text, int start, int end, Place place, bool first, Scratch scratch)
    {
        ref var state = ref scratch.Cues[cue];
        if (state.Generation != scratch.Generation)
        {
            state = new CueState { Generation = scratch.Generation, Text = text, Start = start, End = end, Place = place };
            scratch.Fired.Add(cue);
        }

        state.Count++;
        state.Factor = Math.Max(state.Factor, place switch
        {
            Place.Text => first ? _scoring.FirstSentence : 1,
            Place.Heading => _scoring.Heading,
            _ => _scoring.Title,
        });
    }

    private ThemeTag[] Decide(string passage, double least, Scratch scratch)
    {
        var scores = scratch.Scores;
        Array.Clear(scores);
        var against = scratch.Against;
        Array.Clear(against);
        foreach (var index in scratch.Fired)
        {
            ref readonly var cue = ref _cues[index];
            ref var state = ref scratch.Cues[index];
            if (cue.Kind == CueKind.ForInParty && !scratch.Party)
                continue;
            state.Score = cue.Weight * (state.Factor + (_scoring.Repeat * Math.Min(state.Count - 1, 2)));
            if (cue.Kind == CueKind.Against)
                against[cue.Theme] += cue.Weight;
            else
                scores[cue.Theme] += state.Score;
        }

        var scale = 1 / Math.Max(1, Math.Pow(passage.Length / _scoring.Length, _scoring.LengthPower));
        var best = 0.0;
        for (var t = 0; t < scores.Length; t++)
        {
            scores[t] = (scores[t] - Math.Min(against[t], _scoring.MostAgainst)) * scale;
            best = Math.Max(best, scores[t]);
        }

        var threshold = Math.Max(least, Math.Min(best, _scoring.RelativeUpTo) * _scoring.Relative);
        var tags = new List<(double Score, int Theme)>();
        for (var t = 0; t < scores.Length; t++)
        {
            if (scores[t] >= threshold)
                tags.Add((scores[t], t));
        }

        if (tags.Count == 0)
            return [];
        tags.Sort((a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : a.Theme.CompareTo(b.Theme));
        var explained = new List<ThemeTag>(tags.Count * 2);
        foreach (var (score, theme) in tags)
            Explain(theme, score, scale, scratch, explained);
        return [.. explained];
    }

    private void Explain(int theme, double score, double scale, Scratch scratch, List<ThemeTag> tags)
    {
        var fired = scratch.Own;
        fired.Clear();
        foreach (var c in scratch.Fired)
        {
            if (_cues[c].Theme == theme && _cues[c].Kind is CueKind.For or CueKind.ForInParty && scratch.Cues[c].Score > 0)
                fired.Add(c);
        }

        fired.Sort((a, b) => scratch.Cues[a].Score != scratch.Cues[b].Score
            ? scratch.Cues[b].Score.CompareTo(scratch.Cues[a].Score)
            : scratch.Cues[a].Start != scratch.Cues[b].Start ? scratch.Cues[a].Start.CompareTo(scratch.Cues[b].Start) : a.CompareTo(b));
        tags.Add(new ThemeTag(_taxonomy.Themes[theme].Id, Confidence(score), Evidence(fired, scratch)));
        var children = _taxonomy.Themes[theme].Children;
        for (var i = 0; i < children.Count; i++)
        {
            var cues = _childCues[_firstChild[theme] + i];
            var childScore = 0.0;
            foreach (var c in fired)
                childScore += cues.Contains(c) ? scratch.Cues[c].Score * scale : 0;
            if (childScore >= _scoring.Threshold)
                tags.Add(new ThemeTag(children[i].Id, Math.Min(Confidence(score), Confidence(childScore)), Evidence(fired.FindAll(cues.Contains), scratch)));
        }
    }

    private double Confidence(double score) =>
        Math.Round(1 / (1 + Math.Exp(_scoring.Steepness * (_scoring.Threshold - score))), 2);

    private static List<string> Evidence(List<int> cues, Scratch scratch)
    {
        var words = new List<string>(Math.Min(cues.Count, MostEvidence));
        foreach (var cue in cues)
        {
            var described = Describe(scratch.Cues[cue]);
            if (!words.Contains(described, StringComparer.Ordinal))
                words.Add(described);
            if (words.Count == MostEvidence)
                break;
        }

        return words;
    }

    private static string Describe(CueState state)
    {
        var words = state.Text![state.Start..state.End];
        return state.Place switch
        {
            Place.Text => words,
            Place.Heading => $"小标题：{words}",
            _ => $"标题：{words}",
        };
    }

    private static int EndOfSentence(ReadOnlySpan<char> text, int from)
    {
        var i = text[from..].IndexOfAny(SentenceEnds);
        return i < 0 ? text.Length : from + i + 1;
    }

    private enum Place
    {
        Text,
        Heading,
        Title,
    }

    private struct CueState
    {
        public int Generation;
        public int Count;
        public int LastSentence;
        public double Factor;
        public double Score;
        public string? Text;
        public int Start;
        public int End;
        public Place Place;
    }

    private readonly record struct PartSeen(int Sentence, string Text, int Start, int End);

    /// <summary>A text as it is seen, and the words found in it.</summary>
    private sealed class Look
    {
        private char[] _folded = new char[1024];
        private int _length;

        public string? Text { get; private set; }

        public int[] Origins { get; private set; } = new int[1024];

        public ReadOnlySpan<char> Folded => _folded.AsSpan(0, _length);

        public List<WordTrie.Occurrence> Found { get; } = [];

        public void Read(string text)
        {
            if (_folded.Length < text.Length)
                (_folded, Origins) = (new char[text.Length * 2], new int[text.Length * 2]);
            Text = text;
            _length = CueFold.Fold(text, _folded, Origins);
        }
    }

    /// <summary>Room for one call, used again by the next.</summary>
    private sealed class Scratch(int cues, int themes)
    {
        public Look Title { get; } = new();

        public Look Other { get; } = new();

        public List<int> Fired { get; } = [];

        public List<int> Own { get; } = [];

        public CueState[] Cues { get; } = new CueState[cues];

        public PartSeen[]?[] Parts { get; } = new PartSeen[cues][];

        public int[] CoveredTo { get; } = new int[themes];

        public double[] Scores { get; } = new double[themes];

        public double[] Against { get; } = new double[themes];

        public int Generation { get; private set; }

        public int Sentence { get; set; }

        public bool Party { get; set; }

        public void Clear()
        {
            Generation++;
            Fired.Clear();
            Party = false;
        }
    }
}
