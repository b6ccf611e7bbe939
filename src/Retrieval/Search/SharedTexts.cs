using System.Buffers;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Materials;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>What two materials share, without what everybody writes.</summary>
internal static class SharedTexts
{
    /// <summary>Letters beside formulas that make a stretch worth telling.</summary>
    private const int LeastOwn = 16;

    private static readonly SearchValues<char> Marks =
        SearchValues.Create(SentenceMarks.Ends + SentenceMarks.Semicolons + SentenceMarks.Colons + "，,\n\r");

    /// <summary>The stretches that two materials share, in the order of the first, and how many more are formulas.</summary>
    public static (IReadOnlyList<MaterialStretch> Stretches, int Formulas) Of(LibrarySnapshot snapshot, Material first, Material second)
    {
        var stretches = new List<MaterialStretch>();
        var formulas = 0;
        foreach (var shared in SharedPassages.Between(first.Text, second.Text))
        {
            var own = Own(snapshot.Formulas, shared.First, first.Text, shared.Second.In(second.Text)).ToList();
            if (IsTooLittle(own, first.Text))
            {
                formulas++;
                continue;
            }

            var core = new TextSpan(own[0].Start, own[^1].End);
            stretches.AddRange(Trimmed(shared, core, first.Text, second.Text).Select(s => new MaterialStretch(
                s.First,
                s.Second,
                s.First.In(first.Text),
                PassageAt(first, s.First.Start),
                PassageAt(second, s.Second.Start),
                s.IsVerbatim)));
        }

        return (stretches, formulas);
    }

    /// <summary>True when a stretch of one text is shared with another only because everybody writes it.</summary>
    public static bool IsFormula(Formulas formulas, TextSpan stretch, string text, string other) =>
        IsTooLittle(Own(formulas, stretch, text, other), text);

    private static bool IsTooLittle(IEnumerable<TextSpan> own, string text) => own.Sum(clause => Letters(clause.In(text))) < LeastOwn;

    /// <summary>The clauses of a stretch that are no formulas.</summary>
    private static IEnumerable<TextSpan> Own(Formulas formulas, TextSpan stretch, string text, string other)
    {
        for (var start = stretch.Start; start < stretch.End;)
        {
            var mark = text.AsSpan(start, stretch.End - start).IndexOfAny(Marks);
            var end = mark < 0 ? stretch.End : start + mark;
            if (end > start && !formulas.Is(text[start..end], other))
            {
                yield return new TextSpan(start, end);
            }

            start = end + 1;
        }
    }

    /// <summary>A stretch without the formulas in front of and behind what is shared beside them.</summary>
    private static IEnumerable<SharedStretch> Trimmed(SharedStretch shared, TextSpan core, string first, string second)
    {
        if (Letters(first[shared.First.Start..core.Start]) + Letters(first[core.End..shared.First.End]) == 0)
        {
            return [shared];
        }

        return SharedPassages.Between(core.In(first), shared.Second.In(second), LeastOwn).Select(s => s with
        {
            First = new TextSpan(core.Start + s.First.Start, core.Start + s.First.End),
            Second = new TextSpan(shared.Second.Start + s.Second.Start, shared.Second.Start + s.Second.End),
        });
    }

    private static int Letters(string text) => text.Count(char.IsLetter);

    /// <summary>The passage that a place lies in, or the first one behind it.</summary>
    private static int? PassageAt(Material material, int place)
    {
        for (var i = 0; i < material.Passages.Count; i++)
        {
            if (material.Passages[i].End > place)
            {
                return i;
            }
        }

        return null;
    }
}
