using System.Text;
using KnowledgeBase.Materials;
using MimeKit;

namespace KnowledgeBase.Readers;

/// <summary>A text of a message: plain or a page, with what was left out in its favour.</summary>
internal sealed class MailText
{
    private readonly byte[] _bytes;
    private readonly string? _charset;
    private readonly bool _isPage;
    private readonly bool _isFlowed;
    private readonly bool _joinsWords;
    private readonly List<LeftOutText> _leftOut = [];

    private MailText(byte[] bytes, TextPart part)
    {
        _bytes = bytes;
        _charset = part.ContentType.Charset;
        _isPage = part.IsHtml;
        _isFlowed = part.IsFlowed;
        _joinsWords = string.Equals(part.ContentType.Parameters["delsp"], "yes", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The text of a part whose content is decoded already.</summary>
    public static MailText Of(TextPart part, byte[] bytes) => new(bytes, part);

    /// <summary>Keeps what was not read because this text was.</summary>
    public void LeaveOut(LeftOutKind kind, string words)
    {
        if (TextAccount.Count(words) > 0)
        {
            _leftOut.Add(new LeftOutText(kind, words));
        }
    }

    /// <summary>All its words, a line for each of its lines; none when it cannot be decoded.</summary>
    public string Words(ReadBudget budget)
    {
        try
        {
            return _isPage ? HtmlReader.PlainText(Decoded(budget).Text, budget) : Decoded(budget).Text;
        }
        catch (RefusedException)
        {
            return "";
        }
    }

    /// <summary>Reads it.</summary>
    /// <param name="isMail">False for a page that was saved as one file, which has furniture.</param>
    /// <param name="budget">What it may cost.</param>
    public RawMaterial Read(bool isMail, ReadBudget budget)
    {
        var material = _isPage ? HtmlReader.Read(_bytes, budget, _charset, isArticle: !isMail) : Plain(budget);
        return material with
        {
            Account = material.Account! with
            {
                Held = material.Account.Held + _leftOut.Sum(l => l.Characters),
                LeftOut = [.. material.Account.LeftOut, .. _leftOut],
            },
        };
    }

    private RawMaterial Plain(ReadBudget budget)
    {
        var decoded = Decoded(budget);
        var text = _isFlowed ? Unflowed(decoded.Text) : decoded.Text;
        return new RawMaterial { Text = text, Warnings = decoded.Warnings, Account = TextAccount.Whole(text) };
    }

    private DecodedText Decoded(ReadBudget budget)
    {
        budget.CheckTextBytes(_bytes.Length);
        var decoded = TextDecoder.Decode(_bytes, _charset);
        budget.CheckTextLength(decoded.Text.Length);
        return decoded;
    }

    /// <summary>Puts lines together that end with a space (RFC 3676): they go on in the next one.</summary>
    private string Unflowed(string text)
    {
        var result = new StringBuilder(text.Length);
        var quoted = -1;
        foreach (var line in text.Split('\n'))
        {
            // What is quoted deeper or less deep is a paragraph of its own; the marks stand once in front of it.
            var depth = line.Length - line.AsSpan().TrimStart('>').Length;
            if (quoted >= 0 && quoted != depth)
            {
                result.Append('\n');
                quoted = -1;
            }

            var bare = line[depth..];
            var goesOn = bare.EndsWith(' ') && bare != "-- ";
            var words = bare.StartsWith(' ') ? bare[1..] : bare;
            if (quoted < 0 && depth > 0)
            {
                result.Append('>', depth).Append(' ');
            }

            quoted = goesOn ? depth : -1;
            result.Append(goesOn && (_joinsWords || (words.Length > 1 && InlineText.IsWide(words[^2]))) ? words[..^1] : words);
            if (!goesOn)
            {
                result.Append('\n');
            }
        }

        return result.ToString().TrimEnd('\n');
    }
}
