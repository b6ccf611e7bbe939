using AngleSharp.Dom;
using KnowledgeBase.Materials;

namespace KnowledgeBase.Readers;

/// <summary>
/// Decides which blocks of a page are left out. The article is where the sentences are. Inside of it only what is furniture by its form
/// goes (lists of links under a name or words of furniture, pointers to other pages, hidden scraps), and never a part of a line. Around it
/// lines of running text stay wherever they stand, unless two signs of furniture come together.
/// </summary>
internal sealed class HtmlSieve
{
    /// <summary>A child that holds this share of its parent's sentences is gone into.</summary>
    private const double Dominant = 0.9;

    /// <summary>What looks like a menu is looked for as one only while it holds less than this share of the page's text.</summary>
    private const double FurnitureShare = 0.2;

    /// <summary>A page with fewer characters of running text has no article that a list of links could stand beside.</summary>
    private const int FewestSentences = 40;

    /// <summary>Hidden text from this many characters on is folded away for space, and read.</summary>
    private const int FoldedText = 30;

    private readonly Dictionary<INode, LeftOutKind> _leftOut = [];
    private readonly Dictionary<IElement, bool> _ofData = [];
    private readonly HtmlWeights _weights;
    private readonly IElement _body;
    private readonly IElement? _titleWithin;
    private readonly bool _hasArticle;

    /// <summary>Sifts a page.</summary>
    /// <param name="body">Its body.</param>
    /// <param name="suspects">What looked like furniture at first sight, as <see cref="Suspects"/> gives it.</param>
    /// <param name="weights">Weights of everything in the body.</param>
    /// <param name="title">The page's title, if it has one.</param>
    public HtmlSieve(IElement body, IReadOnlySet<IElement> suspects, HtmlWeights weights, string? title)
    {
        (_body, _weights) = (body, weights);
        _hasArticle = weights.Of(body).Sentences >= FewestSentences;
        var article = Article(body, new HtmlWeights(body, suspects));
        Heading = title is null ? null : body.QuerySelectorAll("h1,h2,h3,h4,div,p,span,td,strong,b,font,center").LastOrDefault(
            e => !article.Contains(e) && !e.Contains(article) && e.TextContent.Length < 1000 && HtmlFacts.IsTitle(e, title)
                && IsBefore(e, article));
        _titleWithin = title is null || Heading is not null
            ? null
            : article.QuerySelectorAll("h1,h2,h3,h4,div,p,strong,center").FirstOrDefault(
                e => e.TextContent.Length < 1000 && HtmlFacts.IsTitle(e, title));
        Around(article);
        Within(article);
    }

    /// <summary>Where a block stands.</summary>
    private enum Place
    {
        /// <summary>Between the title and the article.</summary>
        Between,

        /// <summary>In the same block as the article.</summary>
        Beside,

        /// <summary>Farther away.</summary>
        Far,
    }

    /// <summary>The element outside of the article that says the title; null when none does.</summary>
    public IElement? Heading { get; }

    /// <summary>Why a node is left out; null when it is not, or lies in one that is.</summary>
    public LeftOutKind? KindOf(INode node) => _leftOut.Count > 0 && _leftOut.TryGetValue(node, out var kind) ? kind : null;

    /// <summary>Characters of running text in what is left out.</summary>
    public int SentencesLeftOut => _leftOut.Keys.OfType<IElement>().Sum(e => _weights.Of(e).Sentences);

    /// <summary>Blocks that look like furniture at first sight: where the article is, is found without them.</summary>
    public static HashSet<IElement> Suspects(IElement body, HtmlWeights weights)
    {
        var suspects = new HashSet<IElement>();
        var all = weights.Of(body).Mass;
        foreach (var element in body.QuerySelectorAll("*"))
        {
            if (weights.Of(element).Mass <= all * FurnitureShare && HtmlNames.IsBlock(element)
                && (HtmlFurniture.IsTagged(element) || element.LocalName is "header" || HtmlNames.IsNamedFurniture(element)
                    || HtmlFurniture.IsHidden(element) || HtmlFurniture.IsLinkList(element, weights)
                    || (weights.Of(element).Words <= 300 && HtmlFurniture.Opens(element)))
                && !HoldsHeading(element))
            {
                suspects.Add(element);
            }
        }

        return suspects;
    }

    private static bool HoldsHeading(IElement element) => element.QuerySelector("h1") is { } h1 && h1.TextContent.Trim().Length >= 5;

    private static bool IsBefore(INode node, INode other) =>
        (node.CompareDocumentPosition(other) & DocumentPositions.Following) == DocumentPositions.Following;

    private static IElement Article(IElement body, HtmlWeights weights)
    {
        var at = body;
        while (true)
        {
            IElement? heaviest = null;
            foreach (var child in at.Children)
            {
                if (heaviest is null || weights.Of(child).Mass > weights.Of(heaviest).Mass)
                {
                    heaviest = child;
                }
            }

            if (heaviest is null || !HtmlNames.IsBlock(heaviest) || heaviest.LocalName is "p" or "li" or "ul" or "ol"
                || weights.Of(heaviest).Mass < weights.Of(at).Mass * Dominant)
            {
                // A table whose rows share the text is one of data; it is read whole, with what stands around it.
                return at.LocalName is "table" or "tbody" or "thead" or "tr" && at.Closest("table")?.ParentElement is { } around
                    ? around
                    : at;
            }

            at = heaviest;
        }
    }

    private void Around(IElement article)
    {
        // Columns of a layout have nothing to do with one another, and what stands directly in the body is the page's.
        var beside = !IsColumn(article);
        for (var at = article; at != _body && at.ParentElement is { } parent; at = parent)
        {
            var between = Heading is not null && !parent.Contains(Heading) && IsBefore(Heading, at);
            beside &= parent != _body;
            Judge(parent, at, between, beside ? Place.Beside : Place.Far);
            beside &= !IsColumn(parent) && _weights.Of(parent).Words == _weights.Of(at).Words;
        }
    }

    private static bool IsColumn(IElement element) => element.LocalName is "td" or "th" or "tr";

    /// <summary>Judges what stands in a block, but for the child that holds the article.</summary>
    private void Judge(IElement parent, INode? article, bool between, Place place)
    {
        var line = new List<INode>();
        var seen = article is null;
        foreach (var node in parent.ChildNodes)
        {
            if (node is not IElement element)
            {
                line.Add(node);
                continue;
            }

            if (!HtmlNames.IsBlock(element) && !element.Children.Any(HtmlNames.IsBlock) && element != article && element.LocalName != "br")
            {
                line.Add(node);
                between |= element == Heading;
                continue;
            }

            EndLine();
            if (element == article)
            {
                (seen, between) = (true, false);
            }
            else if (Heading is not null && element.Contains(Heading))
            {
                if (element != Heading)
                {
                    Judge(element, null, between: false, place);
                }

                between = !seen;
            }
            else
            {
                // In front of an article that has its title inside, as in front of the title, stands what belongs to the page.
                Block(element, between && !(seen && article is not null) ? Place.Between : seen ? place : Place.Far);
            }
        }

        EndLine();

        void EndLine()
        {
            if (!between && (place == Place.Far || !seen) && line.Count > 0 && !line.Contains(Heading!) && !IsSentence(line))
            {
                foreach (var node in line)
                {
                    _leftOut.Add(node, LeftOutKind.Furniture);
                }
            }

            line.Clear();
        }
    }

    private static bool IsSentence(List<INode> nodes)
    {
        var line = default(HtmlWeights.Line);
        foreach (var node in nodes)
        {
            foreach (var words in node is IText text ? [text] : node.Descendants<IText>())
            {
                line.Add(words.Data, words.ParentElement?.Closest("a[href]") is not null);
            }
        }

        return line.IsSentence;
    }

    /// <summary>Judges a block outside of the article.</summary>
    private void Block(IElement element, Place place)
    {
        var weight = _weights.Of(element);
        if (weight.Words == 0 || HtmlNames.IsCode(element))
        {
            return;
        }

        if (SignsAround(element, weight, place) is { } kind)
        {
            _leftOut.Add(element, kind);
        }
        else if (element.Children.Any(c => HtmlNames.IsBlock(c) || c.Children.Any(HtmlNames.IsBlock)) && element.LocalName != "table")
        {
            Judge(element, null, between: place == Place.Between, place);
        }
        else if (place == Place.Far && weight.Sentences == 0)
        {
            _leftOut.Add(element, LeftOutKind.Furniture);
        }
    }

    /// <summary>What takes a block outside of the article away, or null.</summary>
    private LeftOutKind? SignsAround(IElement element, HtmlWeights.Weight weight, Place place)
    {
        var isFar = place == Place.Far;
        if (HtmlFurniture.IsHidden(element))
        {
            return isFar || weight.Sentences == 0 ? LeftOutKind.Hidden : null;
        }

        var named = HtmlNames.IsNamedFurniture(element) || HtmlFurniture.IsTagged(element);
        return HtmlFurniture.IsLinkList(element, _weights) || HtmlFurniture.IsPointer(element, _weights)
            || (named && IsMenu(element, weight, isFar)) || (isFar ? IsFoot(element, weight, named) : IsLead(element, weight, named))
            ? LeftOutKind.Furniture
            : null;
    }

    /// <summary>True for what a name calls furniture and what holds more links than other words.</summary>
    private static bool IsMenu(IElement element, HtmlWeights.Weight weight, bool isFar) =>
        !weight.IsProse && (2 * weight.Links >= weight.Words || (HtmlFurniture.IsTagged(element) && isFar))
            && !HtmlFurniture.HoldsAttachments(element);

    /// <summary>True for what speaks as the foot of a site does, far from the article.</summary>
    private static bool IsFoot(IElement element, HtmlWeights.Weight weight, bool named)
    {
        var phrases = HtmlFurniture.Phrases(element);
        return phrases >= 2 || (phrases == 1 && (named || weight.Sentences == 0)) || (Opens(element, weight) && (named || !weight.IsProse));
    }

    /// <summary>True for what leads away from the article beside it.</summary>
    private static bool IsLead(IElement element, HtmlWeights.Weight weight, bool named) =>
        weight.Sentences == 0 && Opens(element, weight) && (named || weight.Words <= 20 || 2 * weight.Links >= weight.Words)
            && !HtmlFurniture.HoldsAttachments(element);

    private static bool Opens(IElement element, HtmlWeights.Weight weight) => weight.Words <= 300 && HtmlFurniture.Opens(element);

    /// <summary>Takes out what is furniture by its form among the blocks of the article.</summary>
    private void Within(IElement article)
    {
        var before = 0;
        var all = _weights.Of(article).Sentences;
        Walk(article);

        void Walk(IElement parent)
        {
            foreach (var element in parent.Children)
            {
                var weight = _weights.Of(element);
                if (_leftOut.ContainsKey(element))
                {
                    continue;
                }

                // At the edges of a flat page stands what other pages have around the article.
                var atEdge = before == 0 || before + weight.Sentences >= all;
                if (weight.Words > 0 && HtmlNames.IsBlock(element) && SignsWithin(element, weight, atEdge) is { } kind)
                {
                    _leftOut.Add(element, kind);
                }
                else if (weight.Words == 0 && HtmlFurniture.IsHidden(element))
                {
                    _leftOut.Add(element, LeftOutKind.Hidden);
                }
                else if (element.Children.Length > 0)
                {
                    var sentences = before;
                    Walk(element);
                    before = sentences;
                }

                before += weight.Sentences;
            }
        }
    }

    private LeftOutKind? SignsWithin(IElement element, HtmlWeights.Weight weight, bool atEdge)
    {
        if (HtmlFurniture.IsHidden(element))
        {
            return weight.Sentences == 0 && weight.Words < FoldedText ? LeftOutKind.Hidden : null;
        }

        return _hasArticle && !IsOfData(element) && IsFurnitureWithin(element, weight, atEdge)
            ? LeftOutKind.Furniture
            : null;
    }

    /// <summary>True for a table of data and for what it is made of; tables also make the layout of a page.</summary>
    private bool IsOfData(IElement element)
    {
        if (element.LocalName is not ("table" or "tbody" or "thead" or "tfoot" or "tr" or "td" or "th")
            || element.Closest("table") is not { } table)
        {
            return false;
        }

        return _ofData.TryGetValue(table, out var isData) ? isData : _ofData[table] = HtmlTables.IsData(table);
    }

    private bool IsFurnitureWithin(IElement element, HtmlWeights.Weight weight, bool atEdge)
    {
        var named = HtmlNames.IsNamedFurniture(element) || HtmlFurniture.IsTagged(element);
        if (weight.IsProse)
        {
            return atEdge && named && HtmlFurniture.Phrases(element) >= 2;
        }

        if (HtmlFurniture.IsLinkList(element, _weights) && (named || Opens(element, weight) || atEdge || FollowsOpening(element)))
        {
            return true;
        }

        return HtmlFurniture.IsPointer(element, _weights)
            || (named && weight.Sentences == 0 && weight.Links > 0 && IsAboveTitle(element))
            || (atEdge && weight.Sentences == 0 && element.LocalName != "p"
                && HtmlFurniture.Phrases(element) is var phrases && (phrases >= 2 || (phrases == 1 && named)));
    }

    private bool IsAboveTitle(IElement element) => _titleWithin is not null && element != _titleWithin
        && !element.Contains(_titleWithin) && IsBefore(element, _titleWithin);

    /// <summary>A list of links under a heading of furniture.</summary>
    private static bool FollowsOpening(IElement element) =>
        element.PreviousElementSibling is { } before && before.TextContent.Trim().Length <= 12 && HtmlFurniture.Opens(before);
}
