using System.Globalization;
using System.Text;
using KnowledgeBase.Retrieval.Engines;
using KnowledgeBase.Retrieval.Indexing;

namespace KnowledgeBase.Retrieval.Search;

/// <summary>
/// Tells in Chinese how a passage comes to its score: what of the question adds how much, and what multiplies the sum. It asks the engine
/// for the score of each part, whichever engine it is, and needs no words of the engine's.
/// </summary>
internal sealed class ScoreTelling(IPassageReader reader, EngineQuery query, SecondLook look)
{
    /// <summary>Pairs of characters that a sentence names.</summary>
    private const int PairsNamed = 4;

    /// <summary>How one passage comes to its score.</summary>
    /// <param name="material">Id of its material.</param>
    /// <param name="passage">Its place in it.</param>
    /// <param name="score">Its score by the engine.</param>
    public ScoreExplanation Of(string material, int passage, float score)
    {
        var (details, pairs) = (new List<ScoreExplanation>(), new List<(string Pair, float Value)>());
        Add(query, 1);
        if (pairs.Count > 0)
        {
            var named = string.Concat(pairs.OrderByDescending(p => p.Value).Take(PairsNamed).Select(p => $"“{p.Pair}”"));
            details.Add(Told(
                pairs.Sum(p => p.Value), pairs.Count > PairsNamed ? $"正文中有{named}等 {pairs.Count} 对相连的字" : $"正文中有相连的{named}"));
        }

        details.Sort((a, b) => b.Value.CompareTo(a.Value));
        var total = score;
        foreach (var (factor, text) in FactorsOf(material, passage))
        {
            total *= (float)factor;
            details.Add(new ScoreExplanation(true, (float)factor, $"{text}，得分乘以 {factor:0.###}。", []));
        }

        return new ScoreExplanation(true, total, $"这一段共得 {Number(total)} 分。", details);

        void Add(EngineQuery part, float boost)
        {
            if (part is BooleanQuery { Must.Count: var must, Should.Count: var should } all && must + should > 0 && all.Boost == 1)
            {
                foreach (var inner in all.Must.Concat(all.Should))
                {
                    Add(inner, boost);
                }

                return;
            }

            if (reader.Explain(part, material, passage) is not { Matches: true, Value: > 0 } explained)
            {
                return;
            }

            if (part is TermQuery { Field: PassageField.Bigrams } pair)
            {
                pairs.Add((EngineTerms.StringOf(pair), explained.Value * boost));
                return;
            }

            details.Add(Told(explained.Value * boost, Holds(part, material, passage)));
        }
    }

    private List<(double Factor, string Text)> FactorsOf(string material, int passage) =>
        reader.ReadPassage(material, passage) is { Length: > 0 } stored ? look.Factors(material, StoredPassage.Read(stored)) : [];

    private static ScoreExplanation Told(float value, string text) => new(true, value, $"{text}，加 {Number(value)} 分。", []);

    private string Holds(EngineQuery part, string material, int passage) => part switch
    {
        DisjunctionMaxQuery any => Holds(
            any.Parts.MaxBy(p => reader.Explain(p, material, passage) is { Matches: true } e ? e.Value : -1)!, material, passage),
        TermQuery or PhraseQuery => $"{Place(((PlacedQuery)part).Field)}有{Quoted((PlacedQuery)part)}",
        NearQuery near => $"{string.Concat(near.Parts.Select(Quoted))}相距不远",
        SameUnitQuery unit => $"{string.Concat(unit.Parts.Select(Quoted))}在同一{(unit.Unit == TextUnit.Sentence ? "句" : "段")}里",
        PrefixQuery prefix => $"有以“{Encoding.UTF8.GetString(prefix.Prefix)}”开头的词",
        WildcardQuery wildcard => $"有符合“{wildcard.Pattern}”的写法",
        FuzzyQuery fuzzy => $"有与“{fuzzy.Term}”相近的词",
        BooleanQuery all => $"同时有{string.Concat(all.Must.Concat(all.Should).OfType<PlacedQuery>().Select(Quoted))}",
        _ => "符合所限的条件",
    };

    private static string Place(PassageField field) => field switch
    {
        PassageField.Heading or PassageField.WholeHeading => "小标题中",
        PassageField.Title or PassageField.WholeTitle => "题目中",
        PassageField.Issuer => "单位中",
        PassageField.Words or PassageField.Bigrams or PassageField.Characters => "正文中",
        _ => "所限的条件中",
    };

    private static string Quoted(PlacedQuery part) => part.Field is PassageField.Bigrams or PassageField.Characters
        ? $"“{EngineTerms.StringOf(part)}”"
        : part switch
        {
            TermQuery term => $"“{Encoding.UTF8.GetString(term.Term)}”",
            PhraseQuery phrase => $"“{string.Concat(phrase.Terms.Select(Encoding.UTF8.GetString))}”",
            _ => "",
        };

    private static string Number(double value) => value.ToString("0.##", CultureInfo.InvariantCulture);
}
