using System.Text;
using KnowledgeBase.Retrieval.Indexing;
using KnowledgeBase.Retrieval.Search;
using KnowledgeBase.Retrieval.Texts;
using KnowledgeBase.Text;

namespace KnowledgeBase.Retrieval.Concordance;

/// <summary>Strings of a library in their context: where they stand, in which company, and how that changed over the years.</summary>
public static class LibraryConcordance
{
    /// <summary>Lists every place where a string stands, with what stands around it.</summary>
    /// <param name="library">The library.</param>
    /// <param name="request">Which string, and which lines.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of the request is outside of its range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static Kwic Kwic(this Library library, KwicRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Page, 1, nameof(request));
        ThrowIfOutside(request.Size, KwicRequest.MostLines, nameof(request));
        ThrowIfOutside(request.Context, KwicRequest.MostContext, nameof(request));
        return library.Read(still => still.Using(snapshot =>
        {
            var found = FoundString.In(snapshot, request.Text, cancellationToken);
            var places = Chosen(found, snapshot.Figures, request);
            var skip = (int)Math.Min((request.Page - 1L) * request.Size, places.Count);
            var shown = new Dictionary<string, (string Text, StoredCard Card)>(StringComparer.Ordinal);
            var page = KwicOrder.Page(places, skip, request.Size, found, snapshot.Figures, request.Sort);
            return new Kwic
            {
                Text = request.Text,
                Total = places.Count,
                Passages = Distinct(places, place => place.Passage),
                Materials = places.Select(place => found.MaterialOf(place)).Distinct(StringComparer.Ordinal).Count(),
                Lines = [.. page.Select(place => Line(found, place, request.Context, Shown(found.MaterialOf(place))))],
                IsPartial = found.Texts.IsCut,
            };

            (string Text, StoredCard Card) Shown(string id)
            {
                if (!shown.TryGetValue(id, out var material))
                {
                    var text = still.TextOf(id) ?? throw new InvalidDataException(
                        $"The index holds passages of {id} without its text. Build it anew with 'kb build --rebuild'.");
                    shown.Add(id, material = (text, Library.ReadCard(snapshot, id)));
                }

                return material;
            }
        }));
    }

    /// <summary>Lists the words that stand near a string more often than chance would have it.</summary>
    /// <param name="library">The library.</param>
    /// <param name="request">Which string, and which words.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number of the request is outside of its range.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static CollocateList Collocates(
        this Library library, CollocateRequest request, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(request);
        ThrowIfOutside(request.Words, CollocateRequest.MostWords, nameof(request));
        ThrowIfOutside(request.Size, 200, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Fewest, 1, nameof(request));
        return library.Using(snapshot =>
        {
            var found = FoundString.In(snapshot, request.Text, cancellationToken);
            return new CollocateCounter(snapshot, found, request).Count(cancellationToken);
        });
    }

    /// <summary>Compares how strings were used over the years.</summary>
    /// <param name="library">The library.</param>
    /// <param name="texts">1 to <see cref="WordingComparison.MostWordings"/> strings.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ArgumentOutOfRangeException">There are more strings, or none.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static WordingComparison Compare(
        this Library library, IReadOnlyList<string> texts, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(library);
        ArgumentNullException.ThrowIfNull(texts);
        ThrowIfOutside(texts.Count, WordingComparison.MostWordings, nameof(texts));
        return library.Using(snapshot =>
        {
            var stock = snapshot.Figures;
            var isPartial = false;
            var compared = texts.Select(text =>
            {
                var found = FoundString.In(snapshot, text, cancellationToken);
                isPartial |= found.Texts.IsCut;
                return Used(snapshot, stock, text, found);
            }).ToList();
            return new WordingComparison(
                [.. stock.ByYear.OrderBy(y => y.Key).Select(y => new YearStock(y.Key, y.Value.Materials, y.Value.Characters))],
                compared,
                isPartial);
        });
    }

    private static ComparedWording Used(LibrarySnapshot snapshot, MaterialFigures stock, string text, FoundString found)
    {
        var byMaterial = found.Places.GroupBy(found.MaterialOf, StringComparer.Ordinal)
            .Select(group => (Id: group.Key, Figure: stock[group.Key], Occurrences: group.Count()))
            .ToList();
        var dated = byMaterial.Where(m => m.Figure.Year is not null)
            .OrderBy(m => KwicOrder.DayOf(m.Figure))
            .ThenBy(m => m.Id, StringComparer.Ordinal)
            .ToList();
        return new ComparedWording(
            text,
            byMaterial.Count,
            Distinct(found.Places, place => place.Passage),
            found.Places.Count,
            stock.All.PerMillion(found.Places.Count),
            [
                .. dated.GroupBy(m => m.Figure.Year!.Value).Select(year =>
                {
                    var size = stock.ByYear[year.Key];
                    var occurrences = year.Sum(m => m.Occurrences);
                    return new YearUse(
                        year.Key,
                        year.Count(),
                        Math.Round((double)year.Count() / size.Materials, 4),
                        occurrences,
                        size.PerMillion(occurrences));
                }),
            ],
            dated.Count == 0 ? null : Library.Line(snapshot, dated[0].Id),
            dated.Count == 0 ? null : Library.Line(snapshot, dated[^1].Id));
    }

    private static List<TextPlace> Chosen(FoundString found, MaterialFigures figures, KwicRequest request)
    {
        if (request.Genres.Count + request.Years.Count + request.Tiers.Count == 0)
        {
            return found.Places;
        }

        return found.Places.FindAll(place =>
        {
            var figure = figures[found.MaterialOf(place)];
            return Any(request.Genres, figure.Genre) && Any(request.Tiers, figure.Tier)
                && (request.Years.Count == 0 || (figure.Year is { } year && request.Years.Contains(year)));
        });

        static bool Any(IReadOnlyList<string> wanted, string? value) =>
            wanted.Count == 0 || (value is not null && wanted.Contains(value, StringComparer.Ordinal));
    }

    private static KwicLine Line(FoundString found, TextPlace place, int context, (string Text, StoredCard Card) material)
    {
        var (passage, text) = (found.Texts.Passages[place.Passage], material.Text);
        var (start, end) = new FoldedText(text.AsSpan(passage.Start, passage.Length)).Original(place.Position, found.Folded.Length);
        start += passage.Start;
        end += passage.Start;
        return new KwicLine(
            Library.Line(material.Card),
            material.Card.Genre,
            passage.Ordinal,
            start,
            end,
            OneLine(text.AsSpan(Before(text, start, context)..start)),
            OneLine(text.AsSpan(start..end)),
            OneLine(text.AsSpan(end..Behind(text, end, context))));
    }

    /// <summary>Where so many characters begin in front of a place, no surrogate torn from its other half.</summary>
    private static int Before(string text, int place, int characters)
    {
        var at = Math.Max(0, place - characters);
        return at > 0 && char.IsLowSurrogate(text[at]) ? at - 1 : at;
    }

    private static int Behind(string text, int place, int characters)
    {
        var at = Math.Min(text.Length, place + characters);
        return at < text.Length && char.IsLowSurrogate(text[at]) ? at + 1 : at;
    }

    private static string OneLine(ReadOnlySpan<char> text)
    {
        var line = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (!char.IsWhiteSpace(c))
            {
                line.Append(c);
            }
            else if (line.Length == 0 || line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString();
    }

    private static int Distinct(List<TextPlace> places, Func<TextPlace, int> of)
    {
        // They come in ascending order.
        var count = 0;
        var last = -1;
        foreach (var place in places)
        {
            var value = of(place);
            count += value == last ? 0 : 1;
            last = value;
        }

        return count;
    }

    private static void ThrowIfOutside(int value, int most, string name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(value, 1, name);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(value, most, name);
    }
}
