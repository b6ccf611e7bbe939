using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Understanding.Vocabulary;

namespace KnowledgeBase.Understanding.Practices;

/// <summary>Finds clauses that tell of an award, a commendation, a rank among the best or a report in the press.</summary>
internal static class RecognitionFinder
{
    private static readonly SearchValues<string> Verbs = WordList.AnyOf("signals", "recognition-verbs");

    private static readonly SearchValues<string> Honours = WordList.AnyOf("signals", "honours");

    private static readonly SearchValues<string> Press = WordList.AnyOf("signals", "press");

    private static readonly SearchValues<string> Acts = WordList.AnyOf("signals", "recognising");

    private static readonly SearchValues<string> Passive = WordList.AnyOf("signals", "passive");

    public static void Find(string text, Statement statement)
    {
        var start = statement.Start;
        for (var i = statement.Start; i <= statement.End; i++)
        {
            if (i < statement.End && !(text[i] is '，' or '；' or '。' or ',' or '！'))
            {
                continue;
            }

            var clause = text.AsSpan(start, i - start);
            if (IsRecognition(clause))
            {
                var from = start + LeadIn(clause);
                statement.Recognitions.Add(new Recognition(text[from..i], from, i));
            }

            start = i + 1;
        }
    }

    private static bool IsRecognition(ReadOnlySpan<char> clause)
    {
        var verb = clause.IndexOfAny(Verbs);
        if (verb < 0 || clause.Length < 5 || !clause[verb..].ContainsAny(Honours))
        {
            return false;
        }

        // To commend others, to spread a word and to gain ground are acts, not recognitions.
        if (clause[0] is '对' or '把' or '将' or '给' || clause.ContainsAny(Acts))
        {
            return false;
        }

        var told = clause[verb..];
        if (told[0] is '获' or '荣' or '入' or '作' || told.StartsWith("受到", StringComparison.Ordinal))
        {
            return !told.StartsWith("获得感", StringComparison.Ordinal) && !told.StartsWith("受到教育", StringComparison.Ordinal);
        }

        if (told.StartsWith("取得", StringComparison.Ordinal))
        {
            return clause.Contains('奖');
        }

        if (told.IndexOfAny(Press) == 0)
        {
            return clause.Contains('被') || clause.Contains('获') || clause.Contains("在全", StringComparison.Ordinal);
        }

        return clause.ContainsAny(Passive);
    }

    private static int LeadIn(ReadOnlySpan<char> clause)
    {
        var i = 0;
        while (i < clause.Length && (char.IsWhiteSpace(clause[i]) || clause[i] is '并' or '还' or '也' or '先'))
        {
            i++;
        }

        return i;
    }
}
