namespace KnowledgeBase.Web.Rendering;

/// <summary>Why a file is not in the library, in Chinese. A build says it in English; what is not listed here is told in general.</summary>
internal static class LeftOutReason
{
    /// <summary>What a reason begins with or holds, and what it means; the first that fits counts.</summary>
    private static readonly (string Holds, string Chinese)[] Known =
    [
        ("several materials", "文件里有几份材料，请一份一份地来。"),
        ("protected with a password", "文件设有密码，请去掉密码后再入库。"),
        ("The file is empty", "文件是空的。"),
        ("nothing but white space", "文件里只有空白。"),
        ("No text was found in it", "文件里没有文字。"),
        ("It is empty, or no ordinary file", "文件是空的，或不是普通文件。"),
        ("scanned pictures", "页面是扫描图片，没有识别出文字；请先做文字识别，或安装识别程序。"),
        ("OFD file has no text layer", "OFD 的页面是图片，请另存为 PDF 以便识别文字。"),
        ("a picture (", "是图片，不收；请放进 PDF，以便识别文字。"),
        ("archive; unpack it", "是压缩包，但不是 .zip：请解开，或改压成 .zip。"),
        ("a Windows program", "是程序，不是文档。"),
        ("It is a program", "是程序，不是文档。"),
        ("a database", "是数据库，不是文档。"),
        ("spreadsheet", "是电子表格，不收；表格请放在 Word、PDF 或网页里。"),
        ("presentation", "是演示文稿，不收；请把提纲另存为 Word 或 PDF。"),
        ("Outlook message", "是 Outlook 邮件（.msg），请另存为 .eml。"),
        ("old Office file without", "是旧版 Office 文件，里面没有 Word 文档，或已损坏。"),
        ("LibreOffice could not read", "LibreOffice 打不开：文件损坏、有密码，或不是文档。"),
        ("could not be started", "读取这种格式的程序没有装好，请看运维说明。"),
        ("are not read", "不收这种格式，或超过了单个文件的上限。"),
        ("is not read", "不收这种类型的内容。"),
        ("Its format is unknown", "认不出格式：文件名没有扩展名，内容也不是能读的文档。"),
        ("but its content is not", "扩展名与内容不符：文件损坏，或开头被截断。"),
        ("it is binary", "内容不是文字，或已损坏。"),
        ("zip bomb", "压缩包展开后过大，没有读取。"),
        ("nested", "嵌套层次太深，超过上限。"),
        ("the limit", "超过上限，请拆成几份。"),
        ("was ended", "读取用时或内存超过上限，已中止。"),
        ("damaged", "文件损坏或不完整。"),
        ("broken", "文件损坏或不完整。"),
        ("cut short", "文件损坏或不完整。"),
        ("a link to a file that is not there", "是链接，所指的文件不在。"),
        ("outside of the corpus", "是链接，所指的文件在库外；请把文件复制进来。"),
        ("It is a link", "是链接，所指的地方已经读过，或不该读。"),
        ("not valid UTF-8", "文件名不是有效的 UTF-8，请改名。"),
        ("Its name is longer", "文件名太长，请改短。"),
        ("has the id", "与另一份材料同名，编号必须各不相同。"),
        ("Its page", "有的页面缺失。"),
        ("no mail", "不是邮件，或已损坏。"),
        ("holds neither text nor attachments", "邮件里没有正文，也没有附件。"),
        ("archive holds no files", "压缩包里没有文件。"),
        ("page has no body", "网页没有正文。"),
        ("cannot be opened", "打不开，请检查权限。"),
        ("cannot be looked at", "看不到文件，请检查权限；原来建好的仍在库中。"),
        ("became shorter", "读取时文件变短了，下次再读。"),
        ("the program failed", "程序读取时出错，请连同文件报告。"),
    ];

    /// <summary>The reason in Chinese.</summary>
    public static string Of(string reason)
    {
        ArgumentNullException.ThrowIfNull(reason);
        return Known.FirstOrDefault(k => reason.Contains(k.Holds, StringComparison.OrdinalIgnoreCase)).Chinese ?? "没有读成，原因见构建报告。";
    }
}
