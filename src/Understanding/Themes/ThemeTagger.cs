using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Themes;

/// <summary>
/// Decides the themes of a passage from weighted cues. A theme's score is the sum of its cues' weights, each counted once with a
/// little more for repetition and by where it stands (first sentence, later, in a list, heading, title), less what speaks against
/// it, relative to the passage's length. Words that several cues of a theme share count for the strongest of them. Thread-safe.
/// </summary>
public sealed class ThemeTagger
{
    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(SentenceMarks.Ends + SentenceMarks.Semicolons + "\n");

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
        {
            _firstChild[t] = _firstChild[t - 1] + taxonomy.Themes[t - 1].Children.Count;
        }

        _trie = new WordTrie(words);
    }

    /// <summary>A tagger for <see cref="Taxonomy.Default"/>.</summary>
    public static ThemeTagger Default { get; } = new(Taxonomy.Default);

    /// <summary>The themes of a passage.</summary>
    /// <param name="title">Title of the material; empty when it has none.</param>
    /// <param name="headingPath">The headings that the passage stands under, outermost first.</param>
    /// <param name="passageText">The passage.</param>
    /// <returns>
    /// Themes of the first level, surest first, each followed by those of its second level; empty when it belongs nowhere.
    /// </returns>
    public IReadOnlyList<ThemeTag> Tag(string title, IReadOnlyList<string> headingPath, string passageText) =>
        Tag(title, headingPath, passageText, _scoring.Threshold);

    /// <summary>
    /// The likeliest theme of a text that may be too short or too plain to be tagged on its own, for example the act of a practice.
    /// </summary>
    internal ThemeTag? Likeliest(string title, IReadOnlyList<string> headingPath, string text) =>
        Tag(title, headingPath, text, _scoring.Threshold / 2) is [var best, ..] ? best : null;

    private ThemeTag[] Tag(string title, IReadOnlyList<string> headingPath, string passageText, double least)
    {
        var scratch = _scratch.TryTake(out var spare) ? spare : new Scratch(_cues, _taxonomy.Themes.Count);
        try
        {
            scratch.Clear();
            LookAt(passageText, Place.Text, scratch);
            foreach (var heading in headingPath)
            {
                LookAt(heading, Place.Heading, scratch);
            }

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
        var scoring = ThemeScoring.Default;
        double length = passages.Sum(p => p.End - p.Start);
        if (length == 0)
        {
            return [];
        }

        var sums =
            new Dictionary<string, (double Share, double Best, List<(double Confidence, string Evidence)> Evidence)>(
                StringComparer.Ordinal);
        foreach (var passage in passages)
        {
            foreach (var tag in passage.Themes)
            {
                var (share, best, evidence) = sums.GetValueOrDefault(tag.Theme, (0, 0, []));
                evidence.Add((tag.Confidence, tag.Evidence[0]));
                sums[tag.Theme] = (share + (tag.Confidence * (passage.End - passage.Start) / length), Math.Max(best, tag.Confidence),
                    evidence);
            }
        }

        return [.. sums
            .Where(s => s.Value.Share >= scoring.ShareOfMaterial)
            .Select(s => new ThemeTag(
                s.Key,
                Math.Round(Math.Min(s.Value.Best, scoring.LeastOfMaterial + s.Value.Share), 2),
                [.. s.Value.Evidence.OrderByDescending(e => e.Confidence)
                    .Select(e => e.Evidence)
                    .Distinct(StringComparer.Ordinal)
                    .Take(scoring.MostEvidence)]))
            .OrderByDescending(t => sums[t.Theme].Share)
            .ThenBy(t => t.Theme, StringComparer.Ordinal)];
    }

    private void LookAt(string text, Place place, Scratch scratch)
    {
        if (text.Length == 0)
        {
            return;
        }

        // The passages of a material share their title.
        var look = place == Place.Title ? scratch.Title : scratch.Other;
        if (!ReferenceEquals(look.Text, text) || place != Place.Title)
        {
            look.Read(text);
            look.Found.Clear();
            _trie.FindAll(look.Folded, look.Found);
        }

        if (look.Found.Count > 0)
        {
            Count(look, place, scratch);
        }
    }

    private void Count(Look looked, Place place, Scratch scratch)
    {
        var folded = looked.Folded;
        var origins = looked.Origins;
        Array.Clear(scratch.CoveredTo);
        Array.Clear(scratch.HiddenTo);
        scratch.Sentence++;
        scratch.Sources.Add(looked.Text!);
        var (sentenceEnd, first) = (EndOfSentence(folded, 0), true);
        foreach (var hit in CollectionsMarshal.AsSpan(looked.Found))
        {
            while (hit.Start >= sentenceEnd)
            {
                sentenceEnd = EndOfSentence(folded, sentenceEnd);
                scratch.Sentence++;
                first = false;
            }

            var span = new Span(scratch.Sources.Count - 1, origins[hit.Start], origins[hit.End - 1] + 1);
            var standing = new Standing(place, first, IsEnumerated(folded, hit));
            foreach (ref readonly var use in _uses[hit.Word].AsSpan())
            {
                if (use.Part >= 0)
                {
                    if (hit.End > scratch.HiddenTo[use.Theme])
                    {
                        CountPart(use, span, standing, scratch);
                    }

                    continue;
                }

                if (use.Theme >= 0)
                {
                    if (use.Cue < 0)
                    {
                        scratch.HiddenTo[use.Theme] = Math.Max(scratch.HiddenTo[use.Theme], hit.End);
                    }

                    ref var covered = ref scratch.CoveredTo[use.Theme];
                    if (hit.End <= covered)
                    {
                        continue;
                    }

                    covered = hit.End;
                }

                if (use.Cue >= 0)
                {
                    CountCue(use.Cue, [span], standing, scratch);
                }
                else if (use.Theme < 0)
                {
                    scratch.Party = true;
                }
            }
        }
    }

    private static bool IsEnumerated(ReadOnlySpan<char> text, WordTrie.Occurrence word) =>
        (word.End < text.Length && text[word.End] == '、') || (word.Start > 0 && text[word.Start - 1] == '、');

    private void CountPart(WordUse use, Span span, Standing standing, Scratch scratch)
    {
        var seen = scratch.Parts[use.Cue] ??= new PartsSeen(_cues[use.Cue].Parts);
        seen.Sentences[use.Part] = scratch.Sentence;
        seen.Spans[use.Part] = span;
        if (seen.CountedIn == scratch.Sentence || seen.Sentences.AsSpan().ContainsAnyExcept(scratch.Sentence))
        {
            return;
        }

        var start = span.Start;
        foreach (var other in seen.Spans)
        {
            start = Math.Min(start, other.Start);
        }

        if (span.End - start > _scoring.Reach)
        {
            return;
        }

        seen.CountedIn = scratch.Sentence;
        CountCue(use.Cue, seen.Spans, standing, scratch);
    }

    private void CountCue(int cue, ReadOnlySpan<Span> spans, Standing standing, Scratch scratch)
    {
        ref var state = ref scratch.Cues[cue];
        if (state.Generation != scratch.Generation)
        {
            state = new CueState
            {
                Generation = scratch.Generation,
                FirstSpan = scratch.Spans.Count,
                Place = standing.Place,
                Enumerated = standing.Place == Place.Text
            };
            scratch.Spans.AddRange(spans);
            scratch.Fired.Add(cue);
        }

        state.Count++;
        state.Enumerated &= standing.Enumerated || standing.Place != Place.Text;
        state.Factor = Math.Max(state.Factor, standing.Place switch
        {
            Place.Text => standing.FirstSentence ? _scoring.FirstSentence : 1,
            Place.Heading => _scoring.Heading,
            _ => _scoring.Title,
        });
    }

    private ThemeTag[] Decide(string passage, double least, Scratch scratch)
    {
        Weigh(scratch);
        var scores = scratch.Scores;
        var scale = 1 / Math.Max(1, Math.Pow(passage.Length / _scoring.Length, _scoring.LengthPower));
        var best = 0.0;
        for (var t = 0; t < scores.Length; t++)
        {
            scores[t] = (scores[t]
                + Math.Min(scratch.ByTitle[t], _scoring.MostByTitle) - Math.Min(scratch.Against[t], _scoring.MostAgainst)) * scale;
            best = Math.Max(best, scores[t]);
        }

        var threshold = Math.Max(least, Math.Min(best, _scoring.RelativeUpTo) * _scoring.Relative);
        var tags = new List<(double Score, int Theme)>();
        for (var t = 0; t < scores.Length; t++)
        {
            if (scores[t] >= threshold)
            {
                tags.Add((scores[t], t));
            }
        }

        if (tags.Count == 0)
        {
            return [];
        }

        tags.Sort((a, b) => b.Score != a.Score ? b.Score.CompareTo(a.Score) : a.Theme.CompareTo(b.Theme));
        var explained = new List<ThemeTag>(tags.Count * 2);
        foreach (var (score, theme) in tags)
        {
            Explain(theme, score, scale, scratch, explained);
        }

        return [.. explained];
    }

    /// <summary>
    /// Adds up what the cues say, strongest first, so that words that two cues of a theme share count for the stronger one.
    /// </summary>
    private void Weigh(Scratch scratch)
    {
        Array.Clear(scratch.Scores);
        Array.Clear(scratch.ByTitle);
        Array.Clear(scratch.Against);
        var speaking = scratch.Speaking;
        speaking.Clear();
        foreach (var index in scratch.Fired)
        {
            ref readonly var cue = ref _cues[index];
            ref var state = ref scratch.Cues[index];
            if (cue.Kind == CueKind.Against)
            {
                scratch.Against[cue.Theme] += cue.Weight;
            }
            else if (cue.Kind == CueKind.For || scratch.Party)
            {
                state.Value = cue.Weight *
                    ((state.Factor * (state.Enumerated ? _scoring.Enumerated : 1))
                        + (_scoring.Repeat * Math.Min(state.Count - 1, _scoring.MostRepeats)));
                speaking.Add(index);
            }
        }

        speaking.Sort(scratch.StrongestFirst);
        var (theme, used) = (-1, 0);
        foreach (var index in speaking)
        {
            ref readonly var cue = ref _cues[index];
            ref var state = ref scratch.Cues[index];
            if (cue.Theme != theme)
            {
                (theme, used) = (cue.Theme, scratch.Used.Count);
            }

            var spans = CollectionsMarshal.AsSpan(scratch.Spans).Slice(state.FirstSpan, cue.Parts);
            state.Score = state.Value * Unused(spans, CollectionsMarshal.AsSpan(scratch.Used)[used..]);
            scratch.Used.AddRange(spans);
            (state.Place == Place.Title ? scratch.ByTitle : scratch.Scores)[theme] += state.Score;
        }
    }

    /// <summary>The share of the units in some spans that no used span covers.</summary>
    private static double Unused(ReadOnlySpan<Span> spans, ReadOnlySpan<Span> used)
    {
        var (all, free) = (0, 0);
        foreach (var span in spans)
        {
            all += span.End - span.Start;
            for (var i = span.Start; i < span.End; i++)
            {
                var isFree = true;
                foreach (var other in used)
                {
                    isFree &= other.Source != span.Source || i < other.Start || i >= other.End;
                }

                free += isFree ? 1 : 0;
            }
        }

        return (double)free / all;
    }

    private void Explain(int theme, double score, double scale, Scratch scratch, List<ThemeTag> tags)
    {
        var own = scratch.Speaking.FindAll(c => _cues[c].Theme == theme);
        tags.Add(new ThemeTag(
            _taxonomy.Themes[theme].Id, Confidence(score), Evidence(own.FindAll(c => scratch.Cues[c].Score > 0), scratch)));
        var children = _taxonomy.Themes[theme].Children;
        for (var i = 0; i < children.Count; i++)
        {
            var cues = _childCues[_firstChild[theme] + i];
            var childs = own.FindAll(cues.Contains);
            var childScore = childs.Sum(c => scratch.Cues[c].Value) * scale;
            if (childScore >= _scoring.Threshold)
            {
                tags.Add(new ThemeTag(children[i].Id, Math.Min(Confidence(score), Confidence(childScore)), Evidence(childs, scratch)));
            }
        }
    }

    private double Confidence(double score) =>
        Math.Round(1 / (1 + Math.Exp(_scoring.Steepness * (_scoring.Threshold - score))), 2);

    private List<string> Evidence(List<int> cues, Scratch scratch)
    {
        var words = new List<string>(_scoring.MostEvidence);
        foreach (var cue in cues)
        {
            ref readonly var state = ref scratch.Cues[cue];
            foreach (var span in CollectionsMarshal.AsSpan(scratch.Spans).Slice(state.FirstSpan, _cues[cue].Parts))
            {
                var described = Describe(scratch.Sources[span.Source][span.Start..span.End], state.Place);
                if (words.Count < _scoring.MostEvidence && !words.Contains(described, StringComparer.Ordinal))
                {
                    words.Add(described);
                }
            }
        }

        return words;
    }

    private static string Describe(string words, Place place) => place switch
    {
        Place.Text => words,
        Place.Heading => $"小标题：{words}",
        _ => $"标题：{words}",
    };

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
        public bool Enumerated; // wherever it stands in the passage it is one item of a list
        public double Factor;
        public double Value;
        public double Score; // the value, less what stronger cues said with the same words
        public int FirstSpan;
        public Place Place;
    }

    /// <summary>Where words stand in one of the texts that were looked at.</summary>
    private readonly record struct Span(int Source, int Start, int End);

    private readonly record struct Standing(Place Place, bool FirstSentence, bool Enumerated);

    /// <summary>Where the parts of a cue were seen last, and in which sentences.</summary>
    private sealed class PartsSeen(int parts)
    {
        public int[] Sentences { get; } = new int[parts];

        public Span[] Spans { get; } = new Span[parts];

        public int CountedIn { get; set; }
    }

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
            {
                (_folded, Origins) = (new char[text.Length * 2], new int[text.Length * 2]);
            }

            Text = text;
            _length = CueFold.Fold(text, _folded, Origins);
        }
    }

    /// <summary>Room for one call, used again by the next.</summary>
    private sealed class Scratch
    {
        public Scratch(CueEntry[] cues, int themes)
        {
            Cues = new CueState[cues.Length];
            Parts = new PartsSeen[cues.Length];
            (CoveredTo, HiddenTo) = (new int[themes], new int[themes]);
            (Scores, ByTitle, Against) = (new double[themes], new double[themes], new double[themes]);
            StrongestFirst = Comparer<int>.Create((a, b) =>
            {
                if (cues[a].Theme != cues[b].Theme)
                {
                    return cues[a].Theme.CompareTo(cues[b].Theme);
                }

                ref readonly var x = ref Cues[a];
                ref readonly var y = ref Cues[b];
                return x.Value != y.Value ? y.Value.CompareTo(x.Value)
                    : x.FirstSpan != y.FirstSpan ? x.FirstSpan.CompareTo(y.FirstSpan) : a.CompareTo(b);
            });
        }

        public Look Title { get; } = new();

        public Look Other { get; } = new();

        public List<string> Sources { get; } = [];

        public List<int> Fired { get; } = [];

        /// <summary>The cues that speak for their themes, theme by theme, strongest first.</summary>
        public List<int> Speaking { get; } = [];

        public IComparer<int> StrongestFirst { get; }

        public CueState[] Cues { get; }

        public List<Span> Spans { get; } = [];

        public List<Span> Used { get; } = [];

        public PartsSeen?[] Parts { get; }

        /// <summary>By theme: up to where words are covered by a longer cue.</summary>
        public int[] CoveredTo { get; }

        /// <summary>By theme: up to where words mean something else.</summary>
        public int[] HiddenTo { get; }

        public double[] Scores { get; }

        public double[] ByTitle { get; }

        public double[] Against { get; }

        public int Generation { get; private set; }

        public int Sentence { get; set; }

        public bool Party { get; set; }

        public void Clear()
        {
            Generation++;
            Fired.Clear();
            Sources.Clear();
            Spans.Clear();
            Used.Clear();
            Party = false;
        }
    }
}
