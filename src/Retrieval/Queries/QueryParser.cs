using System.Globalization;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Queries;

/// <summary>
/// Reads what a person typed into the search box. Never refuses: what cannot be read as an operator is text, and every such
/// decision becomes a warning. The language is described in docs/query-syntax.md:
/// <code>
/// any      = sequence { OR sequence }
/// sequence = all { all }
/// all      = part { AND part }
/// part     = ( NOT | "-" | "!" | "+" ) part | "(" any ")" | literal | filter | pattern | together | frame | words
/// filter   = name ":" values              pattern = 前缀, 通配 or 近似 ":" values | word "*" | word with "*" and "?" in it
/// together = ( 同句 | 同段 | 近N | 依次N ) [ ":" ] "(" strings [ "," number ] ")"
/// frame    = [ 句式N ":" ] string "…" string { "…" string }
/// </code>
/// Every ASCII operator may also be typed full-width.
/// </summary>
internal ref struct QueryParser
{
    /// <summary>Longer input is cut: a search box is not the place for a whole document.</summary>
    internal const int MaxLength = 4096;

    /// <summary>Deeper parentheses are read as if they were not there.</summary>
    internal const int MaxDepth = 32;

    /// <summary>How many characters are near where no number is given.</summary>
    private const int UsualDistance = 10;

    private const int MostDigits = 3;

    private static readonly char[] Digits = [.. "0123456789"];

    /// <summary>In a longer query, what stands before a colon is rather a part of a sentence than the name of a field.</summary>
    private const int LongestWithFields = 60;

    private readonly string _text;
    private readonly int _end;
    private int _at;
    private int _depth;
    private List<string>? _warnings;
    private readonly Dictionary<QueryNode, TextSpan> _spans = new(ReferenceEqualityComparer.Instance);

    private QueryParser(string text)
    {
        _text = text;
        _end = text.Length;
        if (_end > MaxLength)
        {
            _end = char.IsHighSurrogate(text[MaxLength - 1]) ? MaxLength - 1 : MaxLength;
            Warn($"检索式超过{MaxLength}个字符，只取前面的部分。");
        }
    }

    private enum Operator
    {
        None,
        And,
        Or,
        Not,
        Minus,
        Plus,
        Open,
        Close,
    }

    /// <summary>Reads a query.</summary>
    public static ParsedQuery Parse(string text)
    {
        var parser = new QueryParser(text);
        var root = parser.ParseAny();
        return new ParsedQuery(root, parser._warnings ?? (IReadOnlyList<string>)[], parser._spans);
    }

    private void Warn(string message)
    {
        _warnings ??= [];
        if (!_warnings.Contains(message))
        {
            _warnings.Add(message);
        }
    }

    /// <summary>Reads to the end of the text or, inside parentheses, to the one that closes them.</summary>
    private QueryNode? ParseAny()
    {
        List<QueryNode>? alternatives = null;
        var first = ParseSequence();
        while (Peek(out var length) == Operator.Or)
        {
            _at += length;
            var next = ParseSequence();
            if (first is null || next is null)
            {
                Warn("“或”（OR）的一边没有内容，已忽略。");
                first ??= next;
                continue;
            }

            alternatives ??= [first];
            alternatives.Add(next);
        }

        return alternatives is null ? first : new AnyNode(alternatives);
    }

    private QueryNode? ParseSequence()
    {
        List<QueryNode>? parts = null;
        QueryNode? first = null;
        while (true)
        {
            var op = Peek(out var length);
            if (_at >= _end || op == Operator.Or || (op == Operator.Close && _depth > 0))
            {
                break;
            }

            if (op == Operator.Close)
            {
                Warn("多出的右括号已忽略。");
                _at += length;
                continue;
            }

            var part = ParseAll();
            if (part is null)
            {
                continue;
            }

            if (first is null)
            {
                first = part;
            }
            else
            {
                parts ??= [first];
                parts.Add(part);
            }
        }

        return parts is null ? first : new SequenceNode(parts);
    }

    private QueryNode? ParseAll()
    {
        List<QueryNode>? parts = null;
        QueryNode? first = null;
        if (Peek(out _) != Operator.And)
        {
            first = ParsePart();
        }

        while (Peek(out var length) == Operator.And)
        {
            _at += length;
            var op = Peek(out _);
            var next = _at >= _end || op is Operator.Or or Operator.Close or Operator.And ? null : ParsePart();
            if (first is null || next is null)
            {
                Warn("“与”（AND）的一边没有内容，已忽略。");
                first ??= next;
                continue;
            }

            parts ??= [first];
            parts.Add(next);
        }

        return parts is null ? first : new AllNode(parts);
    }

    private QueryNode? ParsePart()
    {
        // Signs in front are counted rather than recursed into, so that a long row of them cannot exhaust the stack.
        var negated = false;
        var required = false;
        var signs = false;
        while (true)
        {
            var op = Peek(out var length);
            if (op is Operator.Not or Operator.Minus)
            {
                negated = !negated;
            }
            else if (op == Operator.Plus)
            {
                required = true;
            }
            else
            {
                break;
            }

            signs = true;
            _at += length;
        }

        QueryNode? part;
        var next = Peek(out var nextLength);
        var start = _at;
        if (_at >= _end || next is Operator.And or Operator.Or or Operator.Close)
        {
            part = null;
        }
        else if (next == Operator.Open)
        {
            _at += nextLength;
            part = ParseParentheses();
        }
        else
        {
            if (!TryParseLiteral(out part))
            {
                part = ParseFilterOrWords();
            }
        }

        if (part is null)
        {
            if (signs)
            {
                Warn(negated ? "“非”（NOT）后面没有内容，已忽略。" : "“+”后面没有内容，已忽略。");
            }

            return null;
        }

        _spans[part] = new TextSpan(start, _at);
        return negated ? new NotNode(part) : required ? new RequiredNode(part) : part;
    }

    private QueryNode? ParseParentheses()
    {
        if (_depth >= MaxDepth)
        {
            Warn($"括号套得太深（超过{MaxDepth}层），里层的已忽略。");
            return null;
        }

        _depth++;
        var inner = ParseAny();
        _depth--;
        if (Peek(out var length) == Operator.Close)
        {
            _at += length;
        }
        else
        {
            Warn("括号没有右半边，已补在末尾。");
        }

        return inner;
    }

    /// <summary>Reads text in marks of quotation. True when one stands here; an empty pair is read over and gives null.</summary>
    private bool TryParseLiteral(out QueryNode? literal)
    {
        literal = null;
        var open = _text[_at];
        var close = ClosingMark(open);
        if (close == '\0')
        {
            return false;
        }

        var start = _at + 1;
        var end = FindClose(open, close, start, out var after);
        var isOpen = end < 0;
        if (isOpen)
        {
            end = after = _end;
            Warn($"引号 {open} 没有右半边，已补在末尾。");
        }

        _at = after;
        var text = Twin(open) == '"' ? Unescape(_text.AsSpan(start, end - start)) : _text[start..end];
        if (string.IsNullOrWhiteSpace(text))
        {
            Warn("空的引号已忽略。");
        }
        else
        {
            literal = new LiteralNode(text, open == '《', isOpen);
        }

        return true;
    }

    private readonly int FindClose(char open, char close, int start, out int after)
    {
        if (Twin(open) == '"')
        {
            for (var i = start; i < _end; i++)
            {
                if (_text[i] == '\\' && i + 1 < _end && _text[i + 1] is '"' or '\\')
                {
                    i++;
                }
                else if (Twin(_text[i]) == '"')
                {
                    after = i + 1;
                    return i;
                }
            }

            after = _end;
            return -1;
        }

        // A closing mark typed where an opening one belongs (”党建”): the next mark of either hand closes it.
        var stray = open == close;
        var depth = 1;
        for (var i = start; i < _end; i++)
        {
            if (_text[i] == close || (stray && _text[i] == '“'))
            {
                if (--depth == 0)
                {
                    after = i + 1;
                    return i;
                }
            }
            else if (_text[i] == open)
            {
                depth++;
            }
        }

        // “党建“ and “党建": the wrong hand or the ASCII mark, for want of a better one.
        if (open == '“')
        {
            for (var i = start; i < _end; i++)
            {
                if (_text[i] is '“' or '”' || Twin(_text[i]) == '"')
                {
                    after = i + 1;
                    return i;
                }
            }
        }

        after = _end;
        return -1;
    }

    private static string Unescape(ReadOnlySpan<char> text)
    {
        if (!text.Contains('\\'))
        {
            return text.ToString();
        }

        var kept = new System.Text.StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '"' or '\\')
            {
                i++;
            }

            kept.Append(text[i]);
        }

        return kept.ToString();
    }

    private QueryNode? ParseFilterOrWords()
    {
        var start = _at;
        while (_at < _end)
        {
            if (TypedForms.DocumentNumber(Rest(_at)) is > 0 and var length)
            {
                _at += length;
                continue;
            }

            if (TypedForms.SpaceBeforeNumber(_text.AsSpan(0, _end), _at) is > 0 and var space)
            {
                _at += space;
                continue;
            }

            var c = Twin(_text[_at]);
            if (c is ':' or '(' && _at - start is > 0 and <= QueryNames.Longest && TryParseNamed(_text[start.._at], out var named))
            {
                return named;
            }

            if (EndsWords(_at))
            {
                break;
            }

            _at++;
        }

        return Typed(_text[start.._at]);
    }

    /// <summary>Text by its form: a frame, a pattern, or words.</summary>
    private static QueryNode Typed(string text)
    {
        if (TypedForms.Anchors(text) is { } anchors)
        {
            return new FrameNode(anchors, TypedForms.UsualGap);
        }

        return TypedForms.Pattern(text) is { } kind
            ? new PatternNode(kind, [kind == PatternKind.Prefix ? text[..^1] : text], OrText: true)
            : new WordsNode(text);
    }

    /// <summary>
    /// Reads what a name before a colon or a parenthesis announces. False when the name is none, or isn't followed by what belongs to it;
    /// then it is text.
    /// </summary>
    private bool TryParseNamed(string name, out QueryNode? node)
    {
        node = null;
        var folded = FoldedText.Fold(name);
        var isColon = Twin(_text[_at]) == ':';
        var open = isColon ? _at + 1 : _at;
        var isOpened = open < _end && Twin(_text[open]) == '(' && (isColon || name.Length > 1);
        if (isOpened && TryReadTogetherness(folded, out var where, out var distance))
        {
            _at = open + 1;
            node = ParseStrings(name) is { } texts ? Together(where, distance, texts) : null;
            return true;
        }

        if (!isColon)
        {
            return false;
        }

        if (QueryNames.Fields.TryGetValue(folded, out var field))
        {
            node = ParseValues(name) is { } values ? new FilterNode(field, values) : null;
            return true;
        }

        if (QueryNames.Patterns.TryGetValue(folded, out var kind))
        {
            node = ParseValues(name) is { } values ? new PatternNode(kind, values) : null;
            return true;
        }

        if (TryReadGap(folded, out var gap))
        {
            var frames = ParseValues(name);
            node = frames is null ? null : new FrameNode(TypedForms.Anchors(frames[0]) ?? [frames[0]], gap);
            return true;
        }

        if (QueryNames.Together.ContainsKey(folded.TrimEnd(Digits)) && open < _end && !char.IsDigit(_text[open]))
        {
            Warn($"“{name}:”后面要有括号和至多三位的数，如 同句:（党建 业务）、近10:（党建 业务），已按文字查找。");
        }
        else if (IsLikeField(name))
        {
            Warn($"没有名为“{name}”的栏目，已按文字查找；可用的栏目：{QueryNames.ListedFields}。");
        }

        return false;
    }

    /// <summary>True for a name that somebody took for a field: letters alone, and a value at once behind its colon.</summary>
    private readonly bool IsLikeField(string name) =>
        _end <= LongestWithFields && name.All(char.IsLetter)
        && _at + 1 < _end && !char.IsWhiteSpace(_text[_at + 1]) && _text[_at + 1] is not '/' and not '\\';

    private static bool TryReadGap(string name, out int gap)
    {
        var digits = name.AsSpan(name.TrimEnd(Digits).Length);
        gap = digits.Length is 0 or > MostDigits ? TypedForms.UsualGap : int.Parse(digits, CultureInfo.InvariantCulture);
        return QueryNames.Frames.Contains(name.TrimEnd(Digits)) && digits.Length <= MostDigits;
    }

    /// <summary>A number behind the last comma of 邻近（党建，业务，5） is how near they are.</summary>
    private static TogetherNode Together(Togetherness where, int? distance, List<string> texts)
    {
        if (where is Togetherness.Near or Togetherness.InOrder && distance is null && texts.Count > 2
            && FoldedText.Fold(texts[^1]) is { Length: <= MostDigits } last && last.All(char.IsAsciiDigit))
        {
            distance = int.Parse(last, CultureInfo.InvariantCulture);
            texts.RemoveAt(texts.Count - 1);
        }

        return new TogetherNode(where, distance ?? (where is Togetherness.Near or Togetherness.InOrder ? UsualDistance : 0), texts);
    }

    private readonly ReadOnlySpan<char> Rest(int at) => _text.AsSpan(at, _end - at);

    private static bool TryReadTogetherness(string name, out Togetherness where, out int? distance)
    {
        var word = name.TrimEnd(Digits);
        var digits = name.AsSpan(word.Length);
        distance = null;
        if (!QueryNames.Together.TryGetValue(word, out where) || digits.Length > MostDigits)
        {
            return false;
        }

        if (!digits.IsEmpty)
        {
            distance = int.Parse(digits, CultureInfo.InvariantCulture);
        }

        return digits.IsEmpty || where is Togetherness.Near or Togetherness.InOrder;
    }

    /// <summary>
    /// Reads strings up to the parenthesis that closes them. There are no operators among them: “and” goes without saying, and the others
    /// are left out with a warning.
    /// </summary>
    private List<string>? ParseStrings(string name)
    {
        var texts = new List<string>();
        for (var open = 1; open > 0;)
        {
            var op = Peek(out var length);
            if (_at >= _end)
            {
                Warn("括号没有右半边，已补在末尾。");
                break;
            }

            if (op == Operator.None && !SeparatesValues(_text[_at]))
            {
                AddText(texts);
                continue;
            }

            open += op == Operator.Open ? 1 : op == Operator.Close ? -1 : 0;
            if (op is Operator.Or or Operator.Not or Operator.Minus or Operator.Plus)
            {
                Warn($"“{name}:”的括号里只写要一起出现的词语，运算符已忽略。");
            }

            _at += length;
        }

        return Given(texts, name);
    }

    private void AddText(List<string> texts)
    {
        if (TryParseLiteral(out var quoted))
        {
            if (quoted is LiteralNode literal)
            {
                texts.Add(literal.Text);
            }

            return;
        }

        var start = _at;
        while (_at < _end)
        {
            var number = TypedForms.DocumentNumber(Rest(_at));
            number = number > 0 ? number : TypedForms.SpaceBeforeNumber(_text.AsSpan(0, _end), _at);
            if (number == 0 && (EndsWords(_at) || SeparatesValues(_text[_at])))
            {
                break;
            }

            _at += Math.Max(number, 1);
        }

        texts.Add(_text[start.._at]);
    }

    private List<string>? ParseValues(string name)
    {
        _at++; // the colon
        if (_at < _end && char.IsWhiteSpace(_text[_at]) && Peek(out _) != Operator.None)
        {
            return Given([], name);
        }

        var values = new List<string>();
        while (_at < _end && !char.IsWhiteSpace(_text[_at]))
        {
            if (ClosingMark(_text[_at]) != '\0' || TypedForms.DocumentNumber(Rest(_at)) > 0
                || !(EndsWords(_at) || SeparatesValues(_text[_at])))
            {
                AddText(values);
            }

            if (_at < _end && SeparatesValues(_text[_at]))
            {
                _at++;
                continue;
            }

            break;
        }

        return Given(values, name);
    }

    /// <summary>Null, with a warning, when there is nothing.</summary>
    private List<string>? Given(List<string> values, string name)
    {
        if (values.Count > 0)
        {
            return values;
        }

        Warn($"“{name}:”后面没有内容，已忽略。");
        return null;
    }

    private static bool SeparatesValues(char c) => Twin(c) == ',' || c == '、';

    private readonly bool EndsWords(int i)
    {
        var c = Twin(_text[i]);
        return char.IsWhiteSpace(c) || c is '(' or ')' or '|' || ClosingMark(_text[i]) != '\0'
            || c is '&' && i + 1 < _end && Twin(_text[i + 1]) == '&';
    }

    /// <summary>The operator that stands at the next place that isn't white space, and its length.</summary>
    private Operator Peek(out int length)
    {
        while (_at < _end && char.IsWhiteSpace(_text[_at]))
        {
            _at++;
        }

        length = 1;
        if (_at >= _end)
        {
            return Operator.None;
        }

        var c = Twin(_text[_at]);
        switch (c)
        {
            case '(' when TypedForms.DocumentNumber(Rest(_at)) == 0:
                return Operator.Open;
            case ')':
                return Operator.Close;
            case '|':
                length = _at + 1 < _end && Twin(_text[_at + 1]) == '|' ? 2 : 1;
                return Operator.Or;
            case '&' when _at + 1 < _end && Twin(_text[_at + 1]) == '&':
                length = 2;
                return Operator.And;

            // A sign counts only in front of something: “- ” between words is a dash.
            case '-' when SignsSomething():
            case '!' when SignsSomething():
                return Operator.Minus;
            case '+' when SignsSomething():
                return Operator.Plus;
            default:
                return PeekWord(out length);
        }
    }

    private readonly bool SignsSomething() => _at + 1 < _end && !char.IsWhiteSpace(_text[_at + 1]);

    private readonly Operator PeekWord(out int length)
    {
        (var op, length) = _text[_at] switch
        {
            '与' => (Operator.And, 1),
            '或' => (Operator.Or, 1),
            '非' => (Operator.Not, 1),
            _ => Is("AND") ? (Operator.And, 3) : Is("OR") ? (Operator.Or, 2) : Is("NOT") ? (Operator.Not, 3) : (Operator.None, 1),
        };
        return op != Operator.None && StandsAlone(length) ? op : Operator.None;
    }

    private readonly bool Is(string word)
    {
        if (_at + word.Length > _end)
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            if (Twin(_text[_at + i]) != word[i])
            {
                return false;
            }
        }

        return true;
    }

    private readonly bool StandsAlone(int length) =>
        (_at == 0 || char.IsWhiteSpace(_text[_at - 1]) || Bounds(_text[_at - 1]))
        && (_at + length >= _end || char.IsWhiteSpace(_text[_at + length]) || Bounds(_text[_at + length]));

    private static bool Bounds(char c) => Twin(c) is '(' or ')' or '"' || c is '“' or '”' or '「' or '」' or '『' or '』' or '《' or '》';

    private static char ClosingMark(char open) => open switch
    {
        '"' or '＂' => '"',
        '“' or '”' => '”',
        '「' => '」',
        '『' => '』',
        '《' => '》',
        _ => '\0',
    };

    /// <summary>The ASCII twin of a full-width character.</summary>
    private static char Twin(char c) => c switch
    {
        >= '！' and <= '～' => (char)(c - '！' + '!'),
        '\u3000' => ' ',
        '－' or '−' => '-',
        _ => c,
    };
}
