using System.Text;
using KnowledgeBase.Materials;
using MimeKit;
using MimeKit.Tnef;

namespace KnowledgeBase.Readers;

/// <summary>
/// Mail messages (RFC 5322 with MIME, parsed by MimeKit): the message's text is a material of its own, each attachment another. Also web
/// pages that a browser or Word saved as one file (.mht), which have the same form.
/// </summary>
internal static class MailReader
{
    /// <summary>A mail message, or a web page saved as one (.mht).</summary>
    public static FileFormat Format { get; } = new("mail", ".eml", ".mht", ".mhtml")
    {
        HasOpening = opening => opening.StartsWith("MIME-Version:", StringComparison.OrdinalIgnoreCase),
        ReadEntries = file => Each(file.Bytes, file.Reader, file.Budget, file.Nesting),
    };

    private const string MessageName = "正文";

    /// <summary>Reads a message.</summary>
    /// <param name="content">The file.</param>
    /// <param name="reader">Reads what is attached.</param>
    /// <param name="budget">What it may cost.</param>
    /// <param name="nesting">How many containers it lies in.</param>
    public static IEnumerable<ReadItem> Each(byte[] content, MaterialReader reader, ReadBudget budget, int nesting)
    {
        InnerItems.CheckNesting(nesting, budget);
        using var stream = new MemoryStream(content, writable: false);
        foreach (var item in Each(Parse(stream, budget), reader, budget, nesting))
        {
            yield return item;
        }
    }

    /// <summary>The texts of a page that was saved as one file, for one that lies in another format; null when it has none.</summary>
    public static RawMaterial? ReadPage(byte[] content, ReadBudget budget)
    {
        using var stream = new MemoryStream(content, writable: false);
        var parts = new MailParts(budget);
        parts.Take(Parse(stream, budget).Body);
        var materials = parts.Texts.ConvertAll(t => t.Read(isMail: true, budget));
        return materials.Count == 0 ? null : Together(materials, budget);
    }

    private static MimeMessage Parse(MemoryStream stream, ReadBudget budget)
    {
        try
        {
            // The parts stay where they are in the file until each is decoded.
            var message = new MimeParser(Parsing.Options, stream, MimeFormat.Entity, persistent: true).ParseMessage(budget.Cancellation);
            return message.Headers.Count > 0 || message.Body?.Headers.Count > 0 ? message : throw NoMessage();
        }
        catch (FormatException)
        {
            throw NoMessage();
        }

        static RefusedException NoMessage() => new("It has no mail headers: it is no mail message, or damaged.");
    }

    private static IEnumerable<ReadItem> Each(MimeMessage message, MaterialReader reader, ReadBudget budget, int nesting)
    {
        var parts = new MailParts(budget);
        parts.Take(message.Body);
        if (parts.Texts.Count > 0 && parts.Attached.Count == 0)
        {
            // A page saved as one file, or a mail without attachments, is one material like any other.
            yield return ReadItem.Of(budget.WithinLines(Body(message, parts, budget)));
            yield break;
        }

        var names = new InnerItems();
        if (parts.Texts.Count > 0 && budget.BeginEntry(MessageName, nesting))
        {
            foreach (var item in names.Named(MessageName, () => [ReadItem.Of(budget.WithinLines(Body(message, parts, budget)))]))
            {
                yield return item;
            }
        }

        foreach (var part in parts.Attached)
        {
            var name = MailParts.NameOf(part);
            if (!budget.BeginEntry(name, nesting))
            {
                continue;
            }

            foreach (var item in names.Named(name, () => Attached(part, name, reader, budget, nesting)))
            {
                yield return item;
            }
        }

        if (parts.Texts.Count == 0 && parts.Attached.Count == 0)
        {
            yield return ReadItem.Refused("The message holds neither text nor attachments.");
        }
    }

    private static IEnumerable<ReadItem> Attached(MimeEntity part, string name, MaterialReader reader, ReadBudget budget, int nesting)
    {
        switch (part)
        {
            case MessagePart { Message: { } message }:
                InnerItems.CheckNesting(nesting + 1, budget);
                return Each(message, reader, budget, nesting + 1);
            case TnefPart outlook:
                InnerItems.CheckNesting(nesting + 1, budget);
                return Outlook(outlook, reader, budget, nesting + 1);
            case MimePart { Content: not null } file:
                return reader.Each(MailParts.Bytes(file, budget), name, budget, nesting + 1);
            default:
                return [ReadItem.Refused("It is a part of a message without content.")];
        }
    }

    /// <summary>winmail.dat: Outlook's own package of text and attachments.</summary>
    private static IEnumerable<ReadItem> Outlook(TnefPart part, MaterialReader reader, ReadBudget budget, int nesting)
    {
        MimeMessage message;
        try
        {
            message = part.ConvertToMessage();
        }
        catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
        {
            throw new RefusedException(
                "It is a package of Outlook (winmail.dat) that is damaged; have the mail sent as plain text or HTML.", e);
        }

        var parts = new MailParts(budget);
        parts.Take(message.Body);
        return parts.Texts.Count + parts.Attached.Count > 0
            ? Each(message, reader, budget, nesting)
            : throw new RefusedException("It is a package of Outlook (winmail.dat) without text or attachments that can be read.");
    }

    private static RawMaterial Body(MimeMessage message, MailParts parts, ReadBudget budget)
    {
        var isMail = message.Headers.Contains(HeaderId.From);
        var materials = parts.Texts.Select(t => t.Read(isMail, budget)).ToList();
        var material = materials.Count == 1 ? materials[0] : Together(materials, budget);
        var frontMatter = material.FrontMatter;
        if (isMail && message.Subject?.Trim() is { Length: > 0 } subject)
        {
            frontMatter = frontMatter with { Title = subject };
        }

        if (message.Date != DateTimeOffset.MinValue)
        {
            frontMatter = frontMatter with { Date = frontMatter.Date ?? DateOnly.FromDateTime(message.Date.DateTime) };
        }

        return material with { FrontMatter = frontMatter };
    }

    /// <summary>The texts of a message one below the other.</summary>
    private static RawMaterial Together(List<RawMaterial> materials, ReadBudget budget)
    {
        var text = new StringBuilder();
        var hints = new List<StructureHint>();
        foreach (var material in materials)
        {
            if (text.Length > 0 && text[^1] != '\n')
            {
                text.Append('\n');
            }

            hints.AddRange(material.Hints.Select(h => h with { Start = h.Start + text.Length, End = h.End + text.Length }));
            text.Append(material.Text);
            budget.CheckTextLength(text.Length);
        }

        return new RawMaterial
        {
            Text = text.ToString(),
            Hints = hints,
            Warnings = [.. materials.SelectMany(m => m.Warnings).Distinct(StringComparer.Ordinal)],
            Account = new TextAccount
            {
                Held = materials.Sum(m => m.Account!.Held),
                Added = materials.Sum(m => m.Account!.Added),
                Delivered = materials.Sum(m => m.Account!.Delivered),
                LeftOut = [.. materials.SelectMany(m => m.Account!.LeftOut)],
            },
        };
    }

    /// <summary>Apart, so that nothing of the library is loaded before the first message.</summary>
    private static class Parsing
    {
        public static ParserOptions Options { get; } = Make();

        private static ParserOptions Make()
        {
            Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
            return new ParserOptions
            {
                AddressParserComplianceMode = RfcComplianceMode.Loose,
                ParameterComplianceMode = RfcComplianceMode.Loose,
                Rfc2047ComplianceMode = RfcComplianceMode.Loose,

                // What headers hold unencoded, against the rules, is what Chinese programs of old wrote.
                CharsetEncoding = TextDecoder.Find("gb18030", strict: false)!,
            };
        }
    }
}
