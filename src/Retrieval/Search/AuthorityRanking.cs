using System.Buffers;
using KnowledgeBase.Materials;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Texts;
using KnowledgeBase.Text;
using KnowledgeBase.Understanding.Facts;
using KnowledgeBase.Understanding.Wordings;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// Finds the place of a wording that is most fit to be cited: by the kind of paper and its tier, then by what the sentence does with the
/// wording, then by how sure the date is; of equal ones the oldest. A material whose tier isn't known can be one.
/// </summary>
internal static class AuthorityRanking
{
    /// <summary>UTF-16 units of a sentence that is shown whole.</summary>
    private const int LongestSentence = 160;

    private static readonly SearchValues<char> SentenceEnds = SearchValues.Create(SentenceMarks.Ends + "\n");

    private static readonly SearchValues<char> ClauseEnds =
        SearchValues.Create(SentenceMarks.Ends + SentenceMarks.Semicolons + "\n，,");

    private static readonly AuthorityWeights Weights = AuthorityWeights.Default;

    /// <summary>The place to cite; null when the string stands nowhere.</summary>
    public static AuthoritativePlace? Find(Library library, string text, CancellationToken cancellationToken) =>
        library.Using(snapshot =>
        {
            var folded = FoldedText.Fold(text);
            if (folded.Length == 0)
            {
                return null;
            }

            var texts = snapshot.TextsHolding(folded, cancellationToken);
            var candidates = texts.Find(folded, cancellationToken)
                .GroupBy(place => texts.Passages[place.Passage].Material, StringComparer.Ordinal)
                .Select(group => (Id: group.Key, Figure: snapshot.Figures[group.Key], Places: group))
                .OrderByDescending(m => OfPaper(m.Figure))
                .ThenBy(m => Day(m.Figure))
                .ThenBy(m => m.Id, StringComparer.Ordinal)
                .Take(Weights.Candidates);
            Candidate? best = null;
            foreach (var (id, figure, places) in candidates)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (best is not null && OfPaper(figure) + Weights.Use + Weights.Date <= best.Score)
                {
                    break;
                }

                var whole = library.TextOf(id)!;
                foreach (var place in places)
                {
                    var passage = texts.Passages[place.Passage];
                    var (start, end) = new FoldedText(whole.AsSpan(passage.Start, passage.Length))
                        .Original(place.Position, folded.Length);
                    var span = new TextSpan(start + passage.Start, end + passage.Start);
                    var use = WordingUses.Of(whole, span.Start, span.End);
                    var score = OfPaper(figure) + (Weights.Use * AuthorityWeights.OfUse(use)) + (Weights.Date * figure.DateSureness);
                    if (best is null || score > best.Score || (score == best.Score && Day(figure) < Day(best.Figure)))
                    {
                        best = new Candidate(id, figure, passage.Ordinal, span, use, score);
                    }
                }
            }

            return best is null ? null : Shown(library, best, text, cancellationToken);
        });

    /// <summary>How much weight a paper has, from 0 to 0.9: by its kind and its tier.</summary>
    public static double OfPaper(MaterialFigure figure)
    {
        var tier = Weights.Tier * AuthorityWeights.OfTier(figure.Tier);
        tier *= figure.Standing is DocumentStanding.News or DocumentStanding.Courtesy ? Weights.TierOfTelling : 1;
        return tier + (Weights.Standing * AuthorityWeights.OfStanding(figure.Standing));
    }

    private static int Day(MaterialFigure figure) => DayNumber.Of(figure.Date, figure.Year) is var day and > 0 ? day : int.MaxValue;

    private static AuthoritativePlace Shown(Library library, Candidate best, string text, CancellationToken cancellationToken)
    {
        var hit = library.Search(
            new SearchRequest
            {
                Query = text,
                Mode = SearchMode.Literal,
                Among = [best.Material],
                Copies = CopyListing.OneByOne,
                PassagesPerMaterial = 20,
                Size = 1,
                WithFacets = false,
            },
            cancellationToken).Hits[0];
        var (sentence, match) = SentenceAt(library.TextOf(best.Material)!, best.Place);
        var holding = hit.Passages.Where(p => p.Ordinal == best.Passage).ToList();
        return new AuthoritativePlace(
            hit with { Passages = holding.Count > 0 ? holding : [.. hit.Passages.Take(1)] },
            best.Passage,
            sentence,
            match,
            [PaperOf(best.Figure), UseOf(best.Use), DateOf(best.Figure)]);
    }

    /// <summary>The sentence around a place, or the clauses around it that are not too long together.</summary>
    private static (string Sentence, TextSpan Match) SentenceAt(string text, TextSpan place)
    {
        var (start, end) = Around(text, place, SentenceEnds);
        if (end - start > LongestSentence)
        {
            (start, end) = Around(text, place, ClauseEnds);
        }

        while (start < place.Start && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > place.End && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        // A wording may hold a line end, which no line shows.
        return (text[start..end].Replace('\n', ' '), new TextSpan(place.Start - start, place.End - start));
    }

    private static (int Start, int End) Around(string text, TextSpan place, SearchValues<char> ends)
    {
        var before = text.AsSpan(0, place.Start).LastIndexOfAny(ends);
        var behind = text.AsSpan(place.End).IndexOfAny(ends);
        var end = behind < 0 ? text.Length : place.End + behind + 1;

        // A quotation that ends with the sentence closes behind its mark.
        return (before + 1, end < text.Length && text[end] is '”' or '’' ? end + 1 : end);
    }

    /// <summary>The tier and the kind of a paper, in Chinese.</summary>
    public static string PaperOf(MaterialFigure figure)
    {
        var kind = figure.Standing switch
        {
            DocumentStanding.CongressReport => "党代会报告",
            DocumentStanding.PartyCentre => "党中央文件",
            DocumentStanding.Rules => "制度规定",
            DocumentStanding.Decision => "决定决议",
            DocumentStanding.GovernmentReport => "政府工作报告",
            DocumentStanding.Paper => "文件方案",
            DocumentStanding.Courtesy => "贺词致辞",
            _ => figure.Genre ?? "其他",
        };
        return figure.Tier is { Length: > 0 } tier ? $"{tier}级，{kind}" : $"层级不详，{kind}";
    }

    private static string UseOf(WordingUse use) => use switch
    {
        WordingUse.Defined => "句中说明了它的含义或地位",
        WordingUse.Required => "句中作了要求",
        WordingUse.Mentioned => "句中提到",
        _ => "出现在所引文件的名称里",
    };

    private static string DateOf(MaterialFigure figure) => figure switch
    {
        { Date: null, Year: null } => "没有日期",
        { DateSureness: >= 0.8f } => "日期可靠",
        { Date: null } => "只知道年份",
        _ => "日期有待核对",
    };

    private sealed record Candidate(string Material, MaterialFigure Figure, int Passage, TextSpan Place, WordingUse Use, double Score);
}
