using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using KnowledgeBase.Duplicates;
using KnowledgeBase.Tests;

namespace KnowledgeBase.Attack;

/// <summary>
/// Texts without structure and texts of one structure, at growing sizes through each step of a build and a draft check: what costs more
/// for each character of a longer text is a loop over all of the text for each of its parts.
/// </summary>
internal static class ShapesAttack
{
    private const int SmallestSize = 25_000;

    /// <summary>Time per character may grow by this from the smallest size to the largest before it is called a fault.</summary>
    private const double MostGrowth = 2.5;

    /// <summary>And be this many times that of the sample corpus.</summary>
    private const double MostOfReal = 3;

    private const string Digits = "〇一二三四五六七八九";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] Varied =
    [
        "{0}{1}", "{0}{1}，", "{0}{1}。", "{1}{0}\n", "“{1}{0}”", "“{1}{0}”\n", "《{1}{0}》", "{0}、{1}\n", "（{0}）{1}\n",
        "（{0}）{1}。{1}{1}。\n", "{0}是{1}。", "{1}县{0}局", "{1}县{0}局推行网格党建。",
        "{1}县{0}局推行网格党建，化解矛盾{0}件。", "{1}推行{0}网格化。", "{1}{0}名党员，", "{1}{0}名党员。", "共有党员{0}名，{1}；", "{1}县委书记{0}说，“打造{1}。”",
        "打造“{1}{0}”品牌，推行网格管理，",
        "打造“{1}{0}”品牌，建立三项机制，群众满意度98%。", "抓{1}、强{0}、促{1}，", "第{0}章 {1}\n", "{1}：{0}{1}。\n", "做法{0}：{1}\n", "2023年5月{0}日{1}。",
        "{0}聚焦{0}强化{1}", "不忘初心、牢计{1}{0}。",
        "全局共有党员{0}名，{1}。", "{1}\t{0}\t{1}\n", "# {1}{0}\n{1}{1}{1}。\n", "某{1}局", "{0}亿{0}万", "{1}{1}{1}{1}", "习近平新时代{1}特色社会主义思想{0}",
    ];

    private static readonly string[] Repeated =
    [
        "a", "党", "1", "、", "“", "”", "（", "）", "《", "》", "“”", "（）", "一是", "一是抓。", "第一，", "一、", "（一）", "一、抓好党建\n",
        "一、抓好党建工作\n今年抓了很多。\n", "1.", "①",
        "1.抓\n", "第一章 总则\n", "张三", "某某", "某", "**", "*", "X", "\n", " ", "　", "\t", "a\n", "。", "，", "；", "！", "：", "…", "—", "-",
        "\u0301", "\u200B", "\uD842\uDFB7",
        "\uD800", "習近平新时代中国特色社会主义思想", "习近平新时代中国特色社会主义思想，", "“四个意识”", "《关于加强党建的意见》", "2023年5月6日", "2023年5月6日，", "１２３", "12,", "1.2万", "二〇二三",
        "亿", "十", "12名党员，", "12名党员。", "全局共有党员128名，", "全局共有党员128名。", "县委组织部", "县委组织部，", "县委组织部推行网格党建。", "某县某局局长张三说：“很好。”",
        "坚持党建引领，", "打造红色网格，建立三项机制，", "打造红色网格，建立三项机制，化解矛盾12件，满意度98%。", "打造红色网格，建立三项机制，化解矛盾12件，满意度98%。\n", "党建引领基层治理，",
        "党建引领基层治理。", "四聚焦四强化", "三会一课、", "“三会一课”、", "提高政治站位、强化责任担当、", "政治意识、大局意识、", "|a|b|\n", "a\tb\tc\n", "hello ", "<b>",
        "获评全国先进，", "同志们：\n",
        "附件：1.名单\n", "（2023年5月6日）\n", "青发〔2023〕5号", "青发〔2023〕5号\n", "记者", "坚持以", "加强和改进", "——", "‘’", "「", "龘靐齉", "之", "的",
        "AbC1", "http://a.b/c ", "不忘初心牢记使命",
        "不忘初心、牢计使命，", "四个意识四个自信两个维护", "“绿水青山就是金山银山”的", "党员", "党", "一抓一推一", "抓学习，抓教育，抓管理，", "抓学习、抓教育、抓管理。", "青山县", "省市县", "第",
    ];

    /// <summary>Options: the largest size in characters, 200,000 unless told; only shapes that contain this.</summary>
    public static Task<int> RunAsync(string[] args, CancellationToken cancellation)
    {
        var largest = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200_000;
        var real = string.Join("\n", TextsAttack.RealTexts(Path.Combine(Programs.Root, "corpus")));
        using var run = new HostileRun([real]);
        var sketcher = new Sketcher();
        (string Name, Action<string> Do)[] steps =
        [
            ("understanding", text => run.Understand(text, cancellation)),
            ("indexing", run.Index),
            ("sketch", text => sketcher.Sketch(text, null)),
            ("draft check", run.Draft),
            ("shared passages", text => SharedPassages.Between(text, text)),
            ("words", run.Words),
        ];
        var faults = 0;
        foreach (var (name, step) in steps)
        {
            if (args.Length > 2 && args[2] != name)
            {
                continue;
            }

            Measure(step, Repeat(real, SmallestSize));
            var usual = Measure(step, Repeat(real, largest)).Time / largest;
            Console.WriteLine($"{name}: {usual * 1e9:0} ns a character of the sample corpus");
            foreach (var shape in Shapes())
            {
                if (cancellation.IsCancellationRequested || (args.Length > 1 && !shape.Contains(args[1], StringComparison.Ordinal)))
                {
                    continue;
                }

                Measure(step, Repeat(shape, 2000));
                var first = 0d;
                for (var size = SmallestSize; size <= largest; size *= 2)
                {
                    var (time, memory) = Measure(step, Repeat(shape, size));
                    var each = time / size;
                    first = first == 0 ? each : first;
                    var isFault = each > MostOfReal * usual && (time > 0.2 || each > 10 * usual);
                    if (time > 5 || (size * 2 > largest && (isFault || each > MostGrowth * first || memory > 200L * size)))
                    {
                        faults += isFault ? 1 : 0;
                        Console.WriteLine(
                            $"  {name} of {JsonName(shape)}: {time:0.00} s for {size} characters, {each / usual:0.0} times real text,"
                            + $" {each / first:0.0} times"
                            + $" that of {SmallestSize}; {memory / size} bytes a character");
                        break;
                    }
                }
            }
        }

        Console.WriteLine($"{faults} shapes cost more than {MostOfReal} times real text.");
        return Task.FromResult(faults == 0 ? 0 : 1);
    }

    private static (double Time, long Memory) Measure(Action<string> step, string text)
    {
        var memory = GC.GetAllocatedBytesForCurrentThread();
        var before = Environment.CpuUsage.UserTime;
        step(text);
        return ((Environment.CpuUsage.UserTime - before).TotalSeconds, GC.GetAllocatedBytesForCurrentThread() - memory);
    }

    private static string Repeat(string shape, int size)
    {
        var text = new StringBuilder(size + shape.Length);
        var random = new Random(1);
        var format = shape.Contains("{0}", StringComparison.Ordinal) ? CompositeFormat.Parse(shape) : null;
        for (var number = 1; text.Length < size; number++)
        {
            if (format is null)
            {
                text.Append(shape);
            }
            else
            {
                var digits = string.Concat(number.ToString(CultureInfo.InvariantCulture).Select(c => Digits[c - '0']));
                var characters = string.Concat(Enumerable.Range(0, 6).Select(_ => (char)random.Next('一', '龥')));
                text.AppendFormat(CultureInfo.InvariantCulture, format, digits, characters);
            }
        }

        return text.ToString(0, size);
    }

    /// <summary>
    /// What is repeated, and what never is: {0} stands for a number in Chinese digits, {1} for some characters, others each time.
    /// </summary>
    private static IEnumerable<string> Shapes() => Varied.Concat(Repeated);

    private static string JsonName(string shape) => JsonSerializer.Serialize(shape, Readable);
}
