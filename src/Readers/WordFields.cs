using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace KnowledgeBase.Readers;

/// <summary>
/// Fields of Word whose code is what they show: EQ (characters in circles, fractions, words with their reading) and SYMBOL.
/// </summary>
internal static partial class WordFields
{
    private const string Circles = "○〇◯⭕";

    private const string Boxes = "□☐▢";

    private const string Ticks = "√✓✔";

    private const string Crosses = "×✗✘";

    /// <summary>Fields are a line long; more is no field that anybody wrote.</summary>
    private const int Longest = 4096;

    /// <summary>What a field without a result shows; null when that cannot be told from its code.</summary>
    public static string? Shown(string code)
    {
        code = code.Trim();
        if (code.Length > Longest)
        {
            return null;
        }

        if (code.StartsWith("eq", StringComparison.OrdinalIgnoreCase) && code.Length > 2 && (code[2] is ' ' or '\\'))
        {
            return new Equation(Look().Replace(code[2..], "")).Read();
        }

        if (code.StartsWith("symbol ", StringComparison.OrdinalIgnoreCase))
        {
            var parts = code.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            var at = Array.FindIndex(parts, p => p.Equals("\\f", StringComparison.OrdinalIgnoreCase));
            var font = at < 0 ? null : string.Join(' ', parts[(at + 1)..].TakeWhile(p => !p.StartsWith('\\'))).Trim('"');
            return TryCode(parts[1], out var sign) ? WordSymbols.Of(font, sign) : null;
        }

        return null;
    }

    [GeneratedRegex("""\\\*\s+(?:"[^"]*"|\S+)""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Look();

    private static bool TryCode(string text, out int code) => text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
        ? int.TryParse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out code)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out code);

    /// <summary>The code of an EQ field: switches with arguments in brackets, parted by commas or semicolons.</summary>
    private sealed class Equation(string code)
    {
        /// <summary>Switches within switches.</summary>
        private const int Deepest = 32;

        private int _at;

        public string Read() => Text(0, inArgument: false).Replace(Raised.ToString(), "", StringComparison.Ordinal).Trim();

        private string Text(int depth, bool inArgument)
        {
            var words = new StringBuilder();
            while (_at < code.Length)
            {
                var c = code[_at];
                if (inArgument && c is (',' or ';' or ')'))
                {
                    break;
                }

                if (c == '\\' && _at + 1 < code.Length)
                {
                    _at++;
                    words.Append(char.IsAsciiLetter(code[_at]) && depth < Deepest ? Switch(depth) : code[_at++].ToString());
                }
                else
                {
                    _at++;
                    words.Append(c == '(' && inArgument ? Inner(depth) : c.ToString());
                }
            }

            return words.ToString();
        }

        /// <summary>Brackets that belong to no switch are text.</summary>
        private string Inner(int depth)
        {
            var words = new StringBuilder("(");
            words.AppendJoin(',', Arguments(depth + 1, opened: true)).Append(')');
            return words.ToString();
        }

        private string Switch(int depth)
        {
            var name = Name();
            var raised = name is "s" && IsRaised();

            // Options of the switch: \ac, \up 11, \co2.
            while (_at < code.Length && code[_at] != '(')
            {
                if (code[_at] is not (' ' or '\\' or '-') && !char.IsAsciiLetterOrDigit(code[_at]))
                {
                    return "";
                }

                // A bracket of one's own choice follows a mark: \bc\{.
                _at += code[_at] == '\\' && _at + 1 < code.Length && !char.IsAsciiLetter(code[_at + 1]) ? 2 : 1;
            }

            if (_at >= code.Length)
            {
                return "";
            }

            var arguments = Arguments(depth + 1, opened: false);
            return name switch
            {
                "o" => Over(arguments),
                "f" when arguments.Count > 1 => $"{arguments[0]}/{arguments[1]}",
                "r" when arguments.Count > 1 => $"{arguments[0]}√{arguments[1]}",
                "r" => $"√{arguments[0]}",
                "s" when raised => Raised + arguments[0],
                "b" => $"({string.Concat(arguments)})",
                "l" => string.Join(',', arguments),
                _ => string.Join(' ', arguments),
            };
        }

        /// <summary>Marks a reading that stands above a word.</summary>
        private const char Raised = '\uFDD0';

        private string Name()
        {
            var start = _at;
            while (_at < code.Length && char.IsAsciiLetter(code[_at]))
            {
                _at++;
            }

            return code[start.._at].ToLowerInvariant();
        }

        private bool IsRaised() => code.AsSpan(_at).TrimStart().StartsWith("\\up", StringComparison.OrdinalIgnoreCase);

        private List<string> Arguments(int depth, bool opened)
        {
            _at += opened ? 0 : 1;
            var arguments = new List<string>();
            while (true)
            {
                arguments.Add(Text(depth, inArgument: true));
                if (_at >= code.Length || code[_at++] == ')')
                {
                    return arguments;
                }
            }
        }

        /// <summary>Characters over one another: a circle with a number, a word with its reading, or simply both.</summary>
        private static string Over(List<string> arguments)
        {
            var plain = arguments.Where(a => !a.StartsWith(Raised)).Select(a => a.Trim()).Where(a => a.Length > 0).ToList();
            if (plain.Count == 2 && plain.Exists(a => Boxes.Contains(a, StringComparison.Ordinal)))
            {
                if (plain.Exists(a => Ticks.Contains(a, StringComparison.Ordinal)))
                {
                    return "☑";
                }

                if (plain.Exists(a => Crosses.Contains(a, StringComparison.Ordinal)))
                {
                    return "☒";
                }
            }

            var ring = plain.FindIndex(a => Circles.Contains(a, StringComparison.Ordinal));
            if (ring < 0 || plain.Count != 2)
            {
                return string.Concat(plain.Count > 0 ? plain : [.. arguments.Select(a => a.TrimStart(Raised))]);
            }

            return InCircle(plain[1 - ring]);
        }

        private static string InCircle(string words)
        {
            if (int.TryParse(words, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= 50)
            {
                return NumberText.Write(number, "decimalEnclosedCircle");
            }

            const string Ideographs = "一二三四五六七八九十";
            if (words.Length == 1 && Ideographs.IndexOf(words[0], StringComparison.Ordinal) is >= 0 and var at)
            {
                return NumberText.Write(at + 1, "ideographEnclosedCircle");
            }

            return words is [>= 'a' and <= 'z'] ? ((char)('ⓐ' + words[0] - 'a')).ToString()
                : words is [>= 'A' and <= 'Z'] ? ((char)('Ⓐ' + words[0] - 'A')).ToString()
                : words;
        }
    }
}
