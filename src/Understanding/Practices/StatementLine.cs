using System.Buffers;
using KnowledgeBase.Text;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>
/// Cuts one line into sentences and parts what is told from what somebody is quoted with. A quote that ends inside of a sentence stays in
/// it, and one that ends with a sentence ends it.
/// </summary>
internal sealed class StatementLine
{
    private const int ShortestStatement = 8;
    private const int ShortestSpeech = 12;
    private const int ShortestTold = 30;
    private const int None = -1;

    private static readonly SearchValues<char> SpokenEnds = SearchValues.Create(SentenceMarks.Ends + "…");

    private readonly string _text;
    private readonly int _start;
    private readonly int _end;
    private readonly int _passage;
    private readonly List<Statement> _statements;

    /// <summary>Where the sentence that we are in begins.</summary>
    private int _begin;

    /// <summary>Where the speech that we are in begins, or <see cref="None"/>.</summary>
    private int _speech = None;

    /// <param name="text">The text.</param>
    /// <param name="start">Where the line begins, behind its dateline.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="passage">The passage that it stands in.</param>
    /// <param name="statements">Takes up the sentences.</param>
    public StatementLine(string text, int start, int end, int passage, List<Statement> statements)
    {
        (_text, _start, _end, _passage, _statements) = (text, start, end, passage, statements);
        _begin = start;
    }

    private bool IsSpoken => _speech >= 0 && _speech <= _begin + 1;

    public void Cut()
    {
        for (var i = _start; i < _end;)
        {
            i = Pass(i);
        }

        Add(_begin, _end, IsSpoken);
    }

    /// <summary>Does what the character calls for, and says where to go on.</summary>
    private int Pass(int i)
    {
        switch (_text[i])
        {
            case '“' when _speech < 0 && IsSpeech(i):
                OpenSpeech(i);
                break;
            case '”' when _speech >= 0 && ClosingQuote(_speech) == i:
                CloseSpeech(i);
                break;
            case '…' when ClosesQuotations(i):
                // “…”“…”……: what people said, and behind it what was done.
                Add(_begin, i + 1, isSpoken: true);
                _begin = i + 1;
                break;
            case '；' when _speech < 0 && IsItemOfUnits(i):
                Add(_begin, i, isSpoken: false);
                _begin = i + 1;
                break;
            case var mark when SentenceMarks.IsEnd(mark):
                return EndSentence(i);
        }

        return i + 1;
    }

    private void OpenSpeech(int open)
    {
        // 某某介绍，全村已有…，“我们要…”: what he is quoted with is parted from what is told.
        if (open - _begin >= ShortestTold && _text[open - 1] == '，')
        {
            Add(_begin, open - 1, isSpoken: false);
            _begin = open;
        }

        _speech = open;
    }

    private void CloseSpeech(int close)
    {
        if (close > _start && (_text[close - 1] == '…' || SentenceMarks.IsEnd(_text[close - 1])))
        {
            Add(_begin, close + 1, _speech <= _begin + 1);
            _begin = close + 1;
        }

        _speech = None;
    }

    private int EndSentence(int mark)
    {
        var behind = mark + 1;
        while (behind < _end && (_text[behind] is '）' or ')' || (_speech < 0 && _text[behind] is '”' or '’')))
        {
            behind++;
        }

        if (behind < _end && _text[behind] == '”')
        {
            return mark + 1; // the quote ends the sentence
        }

        Add(_begin, behind, IsSpoken);
        _begin = behind;
        if (_speech >= 0)
        {
            _speech = _begin;
        }

        return behind;
    }

    private bool ClosesQuotations(int i) =>
        i > _start && _text[i - 1] == '…' && i + 1 < _end && _speech < 0 && _text[_begin] == '“' && _text[i - 2] == '”';

    // 甲局出台…；乙医院推出…: each tells what it did.
    private bool IsItemOfUnits(int mark)
    {
        var stop = _text.AsSpan(mark + 1, _end - mark - 1).IndexOfAny("，；。");
        return ActorFinder.Find(_text, _begin, mark) is not null && stop > 0
            && ActorFinder.BeginsWithUnit(_text, mark + 1, mark + 1 + stop, mayBeCommon: true);
    }

    // “…” is speech when it holds a sentence or reads like one; a short quoted expression is a name.
    private bool IsSpeech(int open)
    {
        var close = ClosingQuote(open);
        var inside = _text.AsSpan(open + 1, close - open - 1);
        return inside.Length >= ShortestSpeech
            && (inside.ContainsAny(SpokenEnds) || inside.IndexOf('，') >= 0 && (inside[^1] == '，' || inside.Length > ShortestTold));
    }

    private int ClosingQuote(int open)
    {
        var depth = 0;
        for (var i = open; i < _end; i++)
        {
            if (_text[i] == '“')
            {
                depth++;
            }
            else if (_text[i] == '”' && --depth <= 0)
            {
                return i;
            }
        }

        return _end;
    }

    private void Add(int start, int end, bool isSpoken)
    {
        while (start < end && char.IsWhiteSpace(_text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(_text[end - 1]))
        {
            end--;
        }

        if (end - start >= ShortestStatement)
        {
            _statements.Add(new Statement(start, end) { Passage = _passage, Spoken = isSpoken });
        }
    }
}
