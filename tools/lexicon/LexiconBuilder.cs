using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using KnowledgeBase.Text;

namespace KnowledgeBase.Lexicon.Generator;

/// <summary>
/// Brings the sources together into one lexicon. The language model is that of the People's Daily counts (smartcn); words of the
/// other sources stand in it as members of a class (person, place, organisation, other name, other word).
/// </summary>
internal sealed class LexiconBuilder(string root, FoldTable table)
{
    /// <summary>Absolute discount of the bigrams; the segmentation hardly depends on it between 0.3 and 0.9.</summary>
    private const double Discount = 0.6;

    private const int MaxCost = 60_000;

    private readonly string _sources = Path.Combine(root, "sources");
    private readonly FoldedText _folded = new();
    private readonly Dictionary<string, int> _units = new(StringComparer.Ordinal);
    private readonly List<double> _unitCounts = [];
    private readonly Dictionary<string, Draft> _words = new(StringComparer.Ordinal);
    private readonly List<string> _terms = [];
    private readonly HashSet<string> _contractions = new(StringComparer.Ordinal);
    private readonly HashSet<string> _phrases = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _whole = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _spellings = new(StringComparer.Ordinal);

    private static readonly (FixedUnit Unit, string Mark)[] Marks =
    [
        (FixedUnit.Start, "始##始"), (FixedUnit.End, "末##末"), (FixedUnit.Number, "未##数"), (FixedUnit.Time, "未##时"),
        (FixedUnit.Person, "未##人"), (FixedUnit.Place, "未##地"), (FixedUnit.Organisation, "未##团"), (FixedUnit.Proper, "未##专"),
        (FixedUnit.Letters, "未##串"), (FixedUnit.Other, "未##它"),
    ];

    /// <summary>
    /// What a word of the other lists costs beyond its share in its class, in thousandths of a nat: those lists count by another
    /// standard and hold many compounds, which are to stand only where the People's Daily words explain the text much worse.
    /// </summary>
    private static int Penalty(FixedUnit unit, int length) => unit switch
    {
        FixedUnit.Other or FixedUnit.Proper => length == 2 ? 4_000 : length == 3 ? 10_000 : 16_000,
        FixedUnit.Person => 0,
        _ => 0,
    };

    /// <summary>What a term costs at most by its length, in thousandths of a nat.</summary>
    private static readonly int[] TermCosts = [0, 0, 12_000, 11_500, 10_000, 10_000, 9_000, 8_000];

    /// <summary>
    /// How much cheaper than its best split a term is at least (more for long terms of the party itself and of its thought), and what it
    /// costs at least.
    /// </summary>
    private const int TermMargin = 3_000;
    private const int LongTermMargin = 6_000;
    private const int LongThoughtMargin = 4_500;
    private const int LongTerm = 6;
    private const int LeastTermCost = 1_500;

    /// <summary>What a phrase costs at most: dearer than two usual words, cheaper than two unusual ones.</summary>
    private const int PhraseCost = 14_000;

    private sealed record Draft(string Text, FixedUnit? Class, double Count, WordKind Kind);

    public byte[] Build()
    {
        ReadSmartcn();
        ReadJieba();
        ReadTerms();
        ReadPhrases();
        var bigrams = ReadBigrams();
        return Write(bigrams);
    }

    private string Fold(string text)
    {
        _folded.Reset(text, table);
        return _folded.ToString();
    }

    private void ReadSmartcn()
    {
        foreach (var (_, mark) in Marks)
        {
            Unit(mark);
        }

        foreach (var line in FoldTableBuilder.Lines(Path.Combine(_sources, "smartcn/words.tsv")))
        {
            var f = line.Split('\t');
            var count = double.Parse(f[1], CultureInfo.InvariantCulture);
            if (f[0].Contains("##", StringComparison.Ordinal))
            {
                _unitCounts[Unit(f[0])] = count;
                continue;
            }

            var text = Fold(f[0]);
            if (text.Length == 0 || text[0] == '-')
            {
                continue;
            }

            _unitCounts[Unit(text)] += count;
            _words[text] = new Draft(text, null, 0, Signs.IsSign(text) ? WordKind.Sign : IsFigure(text) ? WordKind.Number : WordKind.Word);
        }
    }

    /// <summary>True for 二十, 百分之三十: the rule for numbers knows them all.</summary>
    private static bool IsFigure(string text) => text.Length >= 2 && NumberForms.Canonical(text).All(c => char.IsAsciiDigit(c) || c == '%');

    private void ReadJieba()
    {
        foreach (var line in FoldTableBuilder.Lines(Path.Combine(_sources, "jieba/words.txt")))
        {
            var f = line.Split(' ');
            var count = double.Parse(f[1], CultureInfo.InvariantCulture);
            var text = Fold(f[0]);
            if (text.Length < 2 || _words.ContainsKey(text) || !text.All(Signs.IsHan) || IsFigure(text))
            {
                continue;
            }

            var pos = f[2];
            if (pos is "nr" or "nrfg" && count < 20)
            {
                continue;
            }

            FixedUnit unit = pos switch
            {
                "nr" or "nrt" or "nrfg" => FixedUnit.Person,
                "ns" => FixedUnit.Place,
                "nt" => FixedUnit.Organisation,
                "nz" => FixedUnit.Proper,
                _ => FixedUnit.Other,
            };
            var kind = unit switch
            {
                FixedUnit.Person => WordKind.Person,
                FixedUnit.Place => WordKind.Place,
                FixedUnit.Organisation => WordKind.Organisation,
                _ => WordKind.Word,
            };
            _words[text] = new Draft(text, unit, count, kind);
        }
    }

    private void ReadTerms()
    {
        var folder = Path.Combine(root, "domain");
        if (!Directory.Exists(folder))
        {
            return;
        }

        foreach (var file in Directory.GetFiles(folder, "*.txt").Order(StringComparer.Ordinal))
        {
            foreach (var line in FoldTableBuilder.Lines(file))
            {
                var f = line.Split('\t');
                var text = Fold(f[0]);
                if (text.Length < 2)
                {
                    continue;
                }

                // Phrases (提法) are cut where their words are usual ones, and so is what holds a 的 (党的建设); names of meetings and
                // documents (党的二十大) and all other terms stay whole.
                var category = f.Length < 2 ? "" : f[1];
                if (category is "提法" or "常用词")
                {
                    _phrases.Add(text);
                }
                else if (category == "会议文件" || !text.Contains('的', StringComparison.Ordinal))
                {
                    _whole[text] = text.Length >= LongTerm && (category is "纪律作风" or "组织" or "会议文件" or "数字提法") ? LongTermMargin
                        : category == "思想宣传" && text.Length >= LongTerm ? LongThoughtMargin : TermMargin;
                }

                if (category == "数字提法")
                {
                    _contractions.Add(text);
                }

                if (category == "常用词")
                {
                    _words.TryAdd(text, new Draft(text, FixedUnit.Other, 3, WordKind.Word));
                    continue;
                }

                _terms.Add(line);
                _words[text] = _words.TryGetValue(text, out var known)
                    ? known with { Kind = WordKind.Term }
                    : new Draft(text, FixedUnit.Other, 3, WordKind.Term);
                var digits = NumberForms.WithDigits(text);
                if (digits != text && !_words.ContainsKey(digits))
                {
                    _spellings[digits] = text;
                }
            }
        }
    }

    /// <summary>
    /// Traditional phrases that the fold, which sees single characters, turns into something else than their simplified form.
    /// </summary>
    private void ReadPhrases()
    {
        foreach (var line in FoldTableBuilder.Lines(Path.Combine(_sources, "opencc/TSPhrases.txt")))
        {
            var f = line.Split('\t');
            var folded = Fold(f[0]);
            var simplified = Fold(f[1].Split(' ')[0]);
            if (folded != simplified && _words.ContainsKey(simplified) && !_words.ContainsKey(folded))
            {
                _spellings[folded] = simplified;
            }
        }
    }

    private Dictionary<(int Left, int Right), double> ReadBigrams()
    {
        var bigrams = new Dictionary<(int, int), double>();
        foreach (var line in FoldTableBuilder.Lines(Path.Combine(_sources, "smartcn/bigrams.tsv")))
        {
            var f = line.Split('\t');
            var left = f[0].Contains("##", StringComparison.Ordinal) ? f[0] : Fold(f[0]);
            var right = f[1].Contains("##", StringComparison.Ordinal) ? f[1] : Fold(f[1]);
            if (!_units.TryGetValue(left, out var l) || !_units.TryGetValue(right, out var r))
            {
                continue;
            }

            var count = double.Parse(f[2], CultureInfo.InvariantCulture);
            CollectionsMarshal.GetValueRefOrAddDefault(bigrams, (l, r), out _) += count;
        }

        return bigrams;
    }

    private int Unit(string name)
    {
        if (_units.TryGetValue(name, out var unit))
        {
            return unit;
        }

        unit = _units.Count;
        _units.Add(name, unit);
        _unitCounts.Add(0);
        return unit;
    }

    private static ushort Cost(double probability) => (ushort)Math.Clamp(Math.Round(-Math.Log(probability) * 1000), 0, MaxCost);

    private byte[] Write(Dictionary<(int Left, int Right), double> bigrams)
    {
        // Frequent units first, as with the words below; the fixed ones keep the numbers that FixedUnit gives them.
        var order = Enumerable.Range(0, _units.Count)
            .OrderBy(u => u < Marks.Length ? u : Marks.Length)
            .ThenByDescending(u => _unitCounts[u])
            .ThenBy(u => u)
            .ToArray();
        var renumbered = new int[order.Length];
        for (var u = 0; u < order.Length; u++)
        {
            renumbered[order[u]] = u;
        }

        foreach (var name in _units.Keys.ToList())
        {
            _units[name] = renumbered[_units[name]];
        }

        var counts = order.Select(u => _unitCounts[u]).ToList();
        _unitCounts.Clear();
        _unitCounts.AddRange(counts);
        bigrams = bigrams.ToDictionary(b => (renumbered[b.Key.Left], renumbered[b.Key.Right]), b => b.Value);

        // Language model: absolute discounting, interpolated with the unigrams.
        var unitCount = _units.Count;
        var unigrams = _unitCounts.Select(c => c + 1).ToArray();
        unigrams[(int)FixedUnit.Start] = 1e-9;
        var total = unigrams.Sum();
        var leftTotals = new double[unitCount];
        var kept = new double[unitCount];
        foreach (var ((left, _), count) in bigrams)
        {
            leftTotals[left] += count;
        }

        for (var u = 0; u < unitCount; u++)
        {
            leftTotals[u] = Math.Max(leftTotals[u], _unitCounts[u]);
        }

        foreach (var ((left, _), count) in bigrams)
        {
            kept[left] += (count - Discount) / leftTotals[left];
        }

        var backoffs = new double[unitCount];
        var units = new UnitCost[unitCount];
        for (var u = 0; u < unitCount; u++)
        {
            backoffs[u] = Math.Max(1 - kept[u], 0.1);
            units[u] = new UnitCost(Cost(unigrams[u] / total), Cost(backoffs[u]), 0, 0);
        }

        foreach (var (left, right) in bigrams.Keys)
        {
            units[left] = units[left] with { Rights = units[left].Rights | (1UL << LexiconFile.Bit(right)) };
            units[right] = units[right] with { Lefts = units[right].Lefts | (1UL << LexiconFile.Bit(left)) };
        }

        var pairs = new Dictionary<(int Left, int Right), int>();
        var slots = new uint[LexiconFile.BigramSlots + LexiconFile.MaxDisplacement + 1];
        foreach (var ((left, right), count) in bigrams.OrderByDescending(b => b.Value).ThenBy(b => b.Key))
        {
            var probability = ((count - Discount) / leftTotals[left]) + (backoffs[left] * unigrams[right] / total);
            var cost = (uint)Math.Clamp(Cost(probability) / LexiconFile.CostStep, 1, (int)LexiconFile.CostMask);
            var hash = LexiconFile.Hash(left, right);
            var start = (int)(hash >> LexiconFile.RestBits);
            var pushed = 0;
            while (slots[start + pushed] != 0)
            {
                pushed++;
            }

            if (pushed > LexiconFile.MaxDisplacement)
            {
                throw new InvalidDataException($"A bigram would stand {pushed} slots behind its start: enlarge the table.");
            }

            pairs[(left, right)] = (int)cost * LexiconFile.CostStep;
            slots[start + pushed] = (((((uint)hash & LexiconFile.RestMask) << 6) | (uint)pushed) << LexiconFile.CostBits) | cost;
        }

        // Words, most characters' codes by frequency so that the trie stays dense.
        var classTotals = _words.Values.Where(w => w.Class is not null && w.Count > 0)
            .GroupBy(w => w.Class!.Value)
            .ToDictionary(g => g.Key, g => g.Sum(w => w.Count));
        // Frequent words first: what is looked up together lies together.
        var words = _words.Values
            .OrderByDescending(w => w.Class is null ? _unitCounts[_units[w.Text]] : 0).ThenBy(w => w.Text, StringComparer.Ordinal).ToList();
        var ids = words.Select((w, i) => (w.Text, i)).ToDictionary(p => p.Text, p => p.i, StringComparer.Ordinal);
        var frequencies = new Dictionary<char, int>();
        foreach (var c in words.SelectMany(w => w.Text).Concat(_spellings.Keys.SelectMany(s => s)))
        {
            CollectionsMarshal.GetValueRefOrAddDefault(frequencies, c, out _)++;
        }

        var codes = new ushort[65536];
        var nextCode = (ushort)1;
        foreach (var (c, _) in frequencies.OrderByDescending(p => p.Value).ThenBy(p => p.Key))
        {
            codes[c] = nextCode++;
        }

        var entries = new WordEntry[words.Count];
        var characters = new StringBuilder();
        for (var i = 0; i < words.Count; i++)
        {
            var word = words[i];
            int unit;
            ushort emission;
            if (word.Class is not { } unitClass)
            {
                unit = _units[word.Text];
                emission = 0;
            }
            else
            {
                unit = (int)unitClass;
                emission = (ushort)Math.Min(Cost(word.Count / classTotals[unitClass]) + Penalty(unitClass, word.Text.Length), MaxCost);
            }

            entries[i] = new WordEntry(characters.Length, unit, emission, 0, checked((byte)word.Text.Length), (byte)word.Kind);
            characters.Append(word.Text);
        }

        int[] Codes(string text) => text.Select(c => (int)codes[c]).ToArray();
        var trie = TrieBuilder.Build(
            ids.Select(p => (Codes(p.Key), p.Value)).Concat(_spellings.Select(p => (Codes(p.Key), ids[p.Value] | LexiconFile.SpellingBit))),
            nextCode);
        foreach (var text in _whole.Keys.Where(IsTermWithTail).ToList())
        {
            _whole.Remove(text);
        }

        _phrases.RemoveWhere(IsTermWithTail);
        foreach (var text in _phrases)
        {
            entries[ids[text]] = entries[ids[text]] with { Flat = (ushort)PhraseCost };
        }

        foreach (var (text, margin) in _whole)
        {
            var split = CheapestSplit(text, ids, entries, units, pairs);
            var flat = Math.Max(Math.Min(TermCosts[Math.Min(text.Length, TermCosts.Length - 1)], split - margin), LeastTermCost);
            entries[ids[text]] = entries[ids[text]] with { Flat = (ushort)flat };
        }

        var names = new NameTable(_sources, table).Build(codes, nextCode);

        return Assemble(
            MemoryMarshal.AsBytes(codes.AsSpan()).ToArray(),
            MemoryMarshal.AsBytes(trie.AsSpan()).ToArray(),
            MemoryMarshal.AsBytes(entries.AsSpan()).ToArray(),
            MemoryMarshal.AsBytes(characters.ToString().AsSpan()).ToArray(),
            MemoryMarshal.AsBytes(units.AsSpan()).ToArray(),
            MemoryMarshal.AsBytes(slots.AsSpan()).ToArray(),
            MemoryMarshal.AsBytes(names.AsSpan()).ToArray(),
            Encoding.UTF8.GetBytes(string.Join('\n', _terms)),
            MemoryMarshal.AsBytes(Marks.Select(m => _units[m.Mark]).ToArray().AsSpan()).ToArray());
    }

    /// <summary>
    /// 主题党日活动 is 主题党日 and 活动: a term of three or more characters stays whole by itself, and a usual word behind it, or before or
    /// behind a numeral contraction (坚决做到两个维护, 三会一课制度), is a word of its own.
    /// </summary>
    private bool IsTermWithTail(string text)
    {
        foreach (var tail in Tails)
        {
            if (!text.EndsWith(tail, StringComparison.Ordinal))
            {
                continue;
            }

            var head = text[..^tail.Length];
            if (head.Length >= 3 && _whole.ContainsKey(head) && (tail is "活动" or "精神" or "要求" || _contractions.Contains(head)))
            {
                return true;
            }
        }

        for (var start = 2; start <= text.Length - 4; start++)
        {
            if (_contractions.Contains(text[start..])
                && (start >= 4 || (_words.TryGetValue(text[..start], out var front) && front.Kind == WordKind.Word)))
            {
                return true;
            }
        }

        return false;
    }

    private static readonly string[] Tails = ["活动", "精神", "要求", "制度", "工作", "机制"];

    /// <summary>What the cheapest way to cut a term into two or more words costs, at the start of nothing.</summary>
    private static int CheapestSplit(
        string text, Dictionary<string, int> ids, WordEntry[] entries, UnitCost[] units, Dictionary<(int Left, int Right), int> pairs)
    {
        // best[end] by last unit
        var best = new Dictionary<int, int>[text.Length + 1];
        for (var i = 0; i <= text.Length; i++)
        {
            best[i] = [];
        }

        for (var start = 0; start < text.Length; start++)
        {
            for (var end = start + 1; end <= text.Length; end++)
            {
                if ((start == 0 && end == text.Length) || !ids.TryGetValue(text[start..end], out var id))
                {
                    continue;
                }

                var word = entries[id];
                if (start == 0)
                {
                    Keep(best[end], word.Unit, units[word.Unit].Unigram + word.Emission);
                }

                foreach (var (unit, cost) in best[start])
                {
                    Keep(best[end], word.Unit, cost + Transition(unit, word.Unit) + word.Emission);
                }
            }
        }

        return best[^1].Count == 0 ? MaxCost : best[^1].Values.Min();

        static void Keep(Dictionary<int, int> costs, int unit, int cost)
        {
            ref var kept = ref CollectionsMarshal.GetValueRefOrAddDefault(costs, unit, out var known);
            if (!known || cost < kept)
            {
                kept = cost;
            }
        }

        int Transition(int left, int right)
        {
            if (pairs.TryGetValue((left, right), out var cost))
            {
                return cost;
            }

            return units[left].Backoff + units[right].Unigram;
        }
    }

    private static byte[] Assemble(params byte[][] payload)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var section in payload)
        {
            hash.AppendData(section);
        }

        byte[][] sections = [.. payload, hash.GetHashAndReset()[..8]];
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream);
        writer.Write(LexiconFile.Magic);
        writer.Write(LexiconFile.Version);
        writer.Write(sections.Length);
        var offset = (12 + (sections.Length * 8) + 7) & ~7;
        foreach (var section in sections)
        {
            writer.Write(offset);
            writer.Write(section.Length);
            offset = (offset + section.Length + 7) & ~7;
        }

        foreach (var section in sections)
        {
            while (stream.Position % 8 != 0)
            {
                writer.Write((byte)0);
            }

            writer.Write(section);
        }

        return stream.ToArray();
    }
}
