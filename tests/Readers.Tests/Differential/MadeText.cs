namespace KnowledgeBase.Readers.Tests.Differential;

/// <summary>Documents of varied structure by a seed: the same seed makes the same document.</summary>
internal sealed class MadeText
{
    private static readonly string[] Units =
        ["柏树乡党委", "云溪县委组织部", "青石镇机关支部", "南湖街道党工委", "河东区教育工委", "石桥村党总支", "城关小学支部", "镇卫生院支部"];

    private static readonly string[] Acts =
    [
        "把会议桌搬到田埂上", "开了46场院坝会", "推行“一线工作法”", "建立问题台账", "组织党员入户走访3600户", "把支部建在网格上", "办结诉求298件",
        "选派指导员42名", "（含离退休）共学《条例》", "用好App和OA系统", "印发〔2023〕12号文件", "开展“双联双促”",
    ];

    private static readonly string[] Ends =
        ["当场答复群众提问", "逐条销号", "件件有回音", "满意率达到97.6%", "比上年又高了一截", "说的都是身边事", "形成上下联动的格局", "让群众看得见变化"];

    public MadeText(int seed) => Random = new Random(seed);

    public Random Random { get; }

    public string Unit() => Of(Units);

    public string Heading(int number) => $"{"一二三四五六七八九十"[number % 10]}、{Of(Acts)}";

    public string Sentence() => $"{Unit()}{Of(Acts)}，{Of(Ends)}，{Of(Acts)}，{Of(Ends)}。";

    public string Paragraph() => string.Concat(Enumerable.Range(0, Random.Next(1, 5)).Select(_ => Sentence()));

    public string Title() => $"{Unit()}{Random.Next(2010, 2026)}年工作情况报告";

    public bool OneIn(int many) => Random.Next(many) == 0;

    public string Of(string[] some) => some[Random.Next(some.Length)];

    /// <summary>Rows of a table, its head first.</summary>
    public string[][] Table()
    {
        var columns = Random.Next(2, 5);
        return
        [
            [.. new[] { "支部", "党员人数", "走访户数", "满意率" }.Take(columns)],
            .. Enumerable.Range(0, Random.Next(2, 7)).Select(_ => new[] { Unit(), $"{Random.Next(5, 99)}", $"{Random.Next(100, 999)}", $"{Random.Next(80, 100)}%" }.Take(columns).ToArray()),
        ];
    }
}
