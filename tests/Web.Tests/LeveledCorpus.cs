using KnowledgeBase.Tests;

namespace KnowledgeBase.Web.Tests;

/// <summary>
/// A small corpus of the tests' own making, and the same with materials in it that not everybody may read: marked in every way that there
/// is, some of them copies of public ones, with formulations, practices, units and words of their own, so that whatever counts, compares
/// or suggests would show that they are there.
/// </summary>
internal static class LeveledCorpus
{
    /// <summary>A word that stands in restricted materials alone.</summary>
    public const string Secret = "暗渡陈仓法";

    /// <summary>Ids of materials that everybody may read.</summary>
    public static readonly string[] Open = ["公开/讲话一.md", "公开/做法一.md", "公开/总结一.txt", "行1"];

    /// <summary>Ids of materials of every restricted kind.</summary>
    public static readonly string[] Restricted =
        ["内部/做法甲.md", "内部/做法一副本.md", "公开/内部讲话.md", "组/纪要.md", "公开/错标.md", "秘1", "公开/夹带.zip/里.md"];

    /// <summary>When the public materials were written.</summary>
    private static readonly DateTime Written = new(2024, 3, 4, 5, 6, 7, DateTimeKind.Utc);

    private static readonly string[] Towns = ["柳桥", "云溪", "石门", "青禾", "江口", "白塔"];

    /// <summary>Writes the public materials.</summary>
    public static void WriteOpen(string corpus)
    {
        foreach (var (town, i) in Towns.Select((t, i) => (t, i)))
        {
            Write(corpus, $"公开/讲话{Number(i)}.md", Speech(town, 2019 + i, access: null));
            Write(corpus, $"公开/做法{Number(i)}.md", Practice(town, 2019 + i, "红管家工作法", access: null));
            Write(corpus, $"公开/总结{Number(i)}.txt", Report(town, 2020 + i));
        }

        Write(corpus, "公开/集.jsonl", Line("行1", "落实三会一课的通知", "各支部要落实三会一课，开展主题党日，推进双报到。", null));
        Write(corpus, "公开/坏.docx", "这不是一个文档");

        // Two libraries are compared to the byte, and originals are handed out with the time of their files.
        foreach (var file in Directory.EnumerateFiles(corpus, "*", SearchOption.AllDirectories))
        {
            File.SetLastWriteTimeUtc(file, Written);
        }
    }

    /// <summary>Writes what not everybody may read.</summary>
    public static void WriteRestricted(string corpus)
    {
        WriteRestrictedFolders(corpus);
        Write(corpus, "内部/做法甲.md", Practice("暗河", 2024, Secret, access: null));
        Write(corpus, "内部/做法一副本.md", Practice("柳桥", 2019, "红管家工作法", access: null));
        Write(corpus, "内部/坏.docx", "这也不是一个文档");
        Write(corpus, "内部/集.jsonl", Line("秘0", "暗河双报到", $"暗河街道党工委以{Secret}推进双报到。", null));
        Write(corpus, "公开/内部讲话.md", Speech("暗河", 2025, access: "内部"));
        Write(corpus, "公开/错标.md", Practice("暗渠", 2023, Secret, access: "仅限 内部"));
        Write(corpus, "公开/秘集.jsonl", Line("秘1", "暗河三会一课", $"用{Secret}抓好三会一课，“四看四比”要做实。", "internal"));
        Write(corpus, "组/纪要.md", Speech("暗井", 2026, access: null));
        using var zip = System.IO.Compression.ZipFile.Open(Path.Combine(corpus, "公开", "夹带.zip"), System.IO.Compression.ZipArchiveMode.Create);
        using var writer = new StreamWriter(zip.CreateEntry("里.md").Open());
        writer.Write(Practice("暗泉", 2022, Secret, access: "纪委"));
    }

    /// <summary>Says of two folders who may read them.</summary>
    public static void WriteRestrictedFolders(string corpus)
    {
        Write(corpus, "内部/.kbaccess", "# 本文件夹\n内部\n");
        Write(corpus, "组/.kbaccess", "纪委、党委\n");
    }

    /// <summary>Builds an index with the command line.</summary>
    public static void Build(string corpus, string index, string state, params string[] more)
    {
        var (code, _, errors) = SampleLibrary.Indexer(["build", "--corpus", corpus, "--index", index, "--state", state, .. more]);
        if (code is not (0 or 1))
        {
            throw new InvalidOperationException($"kb build ended with {code}:\n{errors}");
        }
    }

    private static string Number(int i) => "一二三四五六"[i].ToString();

    private static void Write(string corpus, string name, string text)
    {
        var path = Path.Combine(corpus, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    private static string Front(string title, string unit, int year, string? access) =>
        $"---\ntitle: {title}\nissuer: {unit}\ndate: {year}-07-01\n{(access is null ? "" : $"access: {access}\n")}---\n";

    private static string Speech(string town, int year, string? access) =>
        Front($"在{town}街道党建工作会议上的讲话", $"{town}街道党工委", year, access)
        + $"""
        # 一、坚持党建引领，增强基层治理效能

        同志们，{town}街道要以习近平新时代中国特色社会主义思想为指导，增强“四个意识”、坚定“四个自信”、做到“两个维护”。今年以来，我们开展“{town}先锋”行动，组织党员到社区双报到{year - 1900}人次。

        # 二、落实三会一课，抓实主题党日

        一是抓支部。各支部要落实三会一课，推进党支部标准化规范化建设。二是抓队伍。加强党员教育管理，培训党员{year - 1800}人次。三是抓作风。力戒形式主义，为基层减负。
        """;

    private static string Practice(string town, int year, string name, string? access) =>
        Front($"{town}街道推行“{name}”", $"{town}街道党工委", year, access)
        + $"""
        # 一、主要做法

        {town}街道党工委推行“{name}”，把党支部建在小区上，组建红色物业服务队{year - 2000}支，解决群众急难愁盼问题{year - 1700}件，获全市基层党建创新案例一等奖。

        # 二、工作成效

        通过“{name}”，群众满意度达到9{year % 10}%，《人民日报》作了报道。要坚持全面从严治党，落实党建工作责任制。
        """;

    private static string Report(string town, int year) => $"""
        {town}街道{year}年党建工作总结

        一、强化政治引领

        {town}街道坚持把党的政治建设摆在首位，开展党史学习教育，组织集中学习{year - 2000}次。

        二、存在的问题

        个别支部三会一课质量不高，党员教育管理不够严格，双报到成效还不明显。
        """;

    private static string Line(string id, string title, string text, string? access) =>
        System.Text.Json.JsonSerializer.Serialize(
            access is null
                ? new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = id, ["title"] = title, ["text"] = text }
                : new Dictionary<string, string>(StringComparer.Ordinal) { ["id"] = id, ["title"] = title, ["text"] = text, ["access"] = access })
        + "\n";
}
