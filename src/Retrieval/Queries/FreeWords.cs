namespace KnowledgeBase.Retrieval.Queries;

/// <summary>
/// What of a query may be answered by what means the same, and what must be met to the letter: quoted strings, fields, what is required,
/// excluded or joined by an operator, strings near one another, patterns and document numbers.
/// </summary>
/// <param name="Text">What is asked in plain words; empty where nothing is.</param>
/// <param name="Strict">The rest, as a query of its own; empty where there is none.</param>
/// <param name="CanAdd">
/// Whether a passage that meets the rest may be found by its meaning alone. Otherwise every plain word stands behind an operator.
/// </param>
internal sealed record FreeWords(string Text, string Strict, bool CanAdd)
{
    /// <summary>Divides a query.</summary>
    public static FreeWords Of(string query)
    {
        var parsed = QueryParser.Parse(query);
        return parsed.Root switch
        {
            WordsNode words when !HasDocumentNumber(words.Text) => new FreeWords(words.Text.Trim(), "", CanAdd: true),
            SequenceNode sequence => OfSequence(parsed, query, sequence),
            null => new FreeWords("", "", CanAdd: false),
            var other => new FreeWords(string.Join(' ', Positive(other)), query, CanAdd: false),
        };
    }

    private static FreeWords OfSequence(ParsedQuery parsed, string query, SequenceNode sequence)
    {
        var free = sequence.Parts.OfType<WordsNode>().Where(w => !HasDocumentNumber(w.Text)).ToArray();
        QueryNode[] strict = [.. sequence.Parts.Where(p => !free.Contains(p))];
        return new FreeWords(
            string.Join(' ', free.Select(w => w.Text.Trim())),
            string.Join(' ', strict.Select(part => QueryParts.Written(parsed, query, part)).OfType<string>()),
            CanAdd: free.Length > 0);
    }

    /// <summary>Plain words that are asked for, wherever they stand.</summary>
    private static IEnumerable<string> Positive(QueryNode node) => node switch
    {
        WordsNode words => [words.Text.Trim()],
        RequiredNode required => Positive(required.Inner),
        SequenceNode sequence => sequence.Parts.SelectMany(Positive),
        AllNode all => all.Parts.SelectMany(Positive),
        AnyNode any => any.Parts.SelectMany(Positive),
        _ => [],
    };

    private static bool HasDocumentNumber(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            if (TypedForms.DocumentNumber(text.AsSpan(at)) > 0)
            {
                return true;
            }
        }

        return false;
    }
}
