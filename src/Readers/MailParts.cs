using KnowledgeBase.Materials;
using MimeKit;

namespace KnowledgeBase.Readers;

/// <summary>Sorts the parts of a message: what is its text, and what is attached.</summary>
/// <remarks>
/// A part is attached when it says so, has a file name, is a message or is no text. Pictures without a word of being attached belong to
/// the look of the message. Of several forms of one text the one is read that holds the other's words.
/// </remarks>
internal sealed class MailParts(ReadBudget budget)
{
    private const int MaxParts = 1000;

    private int _parts;

    /// <summary>The texts of the message, in their order.</summary>
    public List<MailText> Texts { get; } = [];

    /// <summary>What is attached, in its order.</summary>
    public List<MimeEntity> Attached { get; } = [];

    /// <summary>The name that an attached part goes by.</summary>
    public static string NameOf(MimeEntity part) =>
        (part.ContentDisposition?.FileName ?? part.ContentType.Name) is { } name && !string.IsNullOrWhiteSpace(name)
            ? WithoutFolders(name.Trim())
            : part switch
            {
                MessagePart => "message.eml",
                MimeKit.Tnef.TnefPart => "winmail.dat",
                _ when part.ContentType.IsMimeType("text", "calendar") => "attachment.ics",
                _ when part.ContentType.IsMimeType("text", "html") => "attachment.html",
                _ when part.ContentType.MediaType.Equals("text", StringComparison.OrdinalIgnoreCase) => "attachment.txt",
                _ => "attachment",
            };

    /// <summary>Old programs give the whole path of a file.</summary>
    private static string WithoutFolders(string name) =>
        name[(name.LastIndexOfAny(['/', '\\']) + 1)..].Trim() is { Length: > 0 } last ? last : name;

    /// <summary>The decoded content of a part.</summary>
    public static byte[] Bytes(MimePart part, ReadBudget budget)
    {
        using var bytes = new MemoryStream();
        part.Content?.DecodeTo(bytes, budget.Cancellation);
        budget.CheckFileBytes(bytes.Length);
        return bytes.ToArray();
    }

    /// <summary>Takes in a part and all that is in it.</summary>
    public void Take(MimeEntity? part, int depth = 0)
    {
        budget.Cancellation.ThrowIfCancellationRequested();
        if (depth > budget.Limits.MaxNesting * 4 || ++_parts > MaxParts)
        {
            throw new RefusedException("Its parts are nested too deeply, or there are too many of them.");
        }

        switch (part)
        {
            case null:
                break;
            case MultipartAlternative alternative:
                TakeBest(alternative, depth);
                break;
            case MultipartRelated { Root: { } root } related:
                Take(root, depth + 1);
                foreach (var other in related.Where(p => p != root))
                {
                    TakeBeside(other, depth);
                }

                break;
            case Multipart multipart:
                foreach (var child in multipart)
                {
                    Take(child, depth + 1);
                }

                break;
            case TextPart text when !IsAttached(text) && (text.IsPlain || text.IsHtml || text.IsFlowed):
                if (Bytes(text, budget) is var bytes && bytes.AsSpan().ContainsAnyExcept(" \r\n\t"u8))
                {
                    Texts.Add(MailText.Of(text, bytes));
                }

                break;
            default:
                if (IsRead(part))
                {
                    Attached.Add(part);
                }

                break;
        }
    }

    /// <summary>The same words in several forms: the texts of one are kept, everything that is attached to any is.</summary>
    private void TakeBest(MultipartAlternative alternative, int depth)
    {
        var forms = new List<MailParts>();
        foreach (var child in alternative)
        {
            var form = new MailParts(budget) { _parts = _parts };
            form.Take(child, depth + 1);
            _parts = form._parts;
            Attached.AddRange(form.Attached);
            if (form.Texts.Count > 0)
            {
                forms.Add(form);
            }
        }

        if (forms.Count == 0)
        {
            return;
        }

        var words = forms.ConvertAll(f => f.Texts.ConvertAll(t => t.Words(budget)));
        var best = Enumerable.Range(0, forms.Count).FirstOrDefault(
            i => Enumerable.Range(0, forms.Count).All(k => k == i || HoldsAll(words[i], words[k])), -1);
        if (best < 0)
        {
            // Neither says what the other does: a page stands beside a line that asks to look at it.
            best = Enumerable.Range(0, forms.Count).MaxBy(i => words[i].Sum(w => TextAccount.Count(w)));
        }

        for (var i = 0; i < forms.Count; i++)
        {
            if (i != best)
            {
                var kind = HoldsAll(words[best], words[i]) ? LeftOutKind.Repeated : LeftOutKind.Substitute;
                forms[best].Texts[0].LeaveOut(kind, string.Join('\n', words[i]));
            }
        }

        Texts.AddRange(forms[best].Texts);
    }

    /// <summary>True when every line of the other form stands in this one, but for signs and spaces.</summary>
    private static bool HoldsAll(List<string> form, List<string> other)
    {
        var all = Bare(string.Concat(form));
        return other.TrueForAll(words => words.Split('\n').All(line => all.Contains(Bare(line), StringComparison.Ordinal)));

        static string Bare(string words) => string.Concat(words.Where(char.IsLetterOrDigit));
    }

    /// <summary>Beside the text of a page stand its pictures, styles and frames; files may stand there, too.</summary>
    private void TakeBeside(MimeEntity part, int depth)
    {
        if (part is TextPart text && !IsAttached(text) && Texts.Count > 0)
        {
            if (text.IsHtml && Bytes(text, budget) is { Length: > 0 } bytes)
            {
                // Frames hold advertisements, or the text of the page itself.
                var frame = MailText.Of(text, bytes);
                var words = frame.Words(budget);
                if (words.Contains('。', StringComparison.Ordinal))
                {
                    Texts.Add(frame);
                }
                else
                {
                    Texts[^1].LeaveOut(LeftOutKind.Substitute, words);
                }
            }

            return;
        }

        if (part is MimePart && !part.IsAttachment && part.ContentType.MediaType.ToLowerInvariant() is "text" or "application" or "font"
            && part.ContentDisposition is null)
        {
            return;
        }

        Take(part, depth + 1);
    }

    private static bool IsAttached(TextPart part) => part.IsAttachment || !string.IsNullOrWhiteSpace(part.FileName);

    private static bool IsRead(MimeEntity part) =>
        (part.IsAttachment || !part.ContentType.MediaType.Equals("image", StringComparison.OrdinalIgnoreCase))
        && !part.ContentType.IsMimeType("application", "pgp-signature") && !part.ContentType.IsMimeType("application", "pkcs7-signature")
        && !part.ContentType.IsMimeType("application", "x-pkcs7-signature");
}
