using KnowledgeBase.SearchApi.Intake;

namespace KnowledgeBase.Web.Rendering;

/// <summary>What hinders that materials are brought in, withdrawn or restored, in Chinese.</summary>
internal static class IntakeText
{
    /// <summary>Why something was not done.</summary>
    public static string Of(IntakeFault fault) => fault switch
    {
        IntakeFault.NoSuchMaterial => "没有找到这份材料：可能已经撤下。",
        IntakeFault.NotAFileOfTheCorpus => "不能撤下：它是一个文件中的一部分，或文件已不在库中，请在文件夹里处理。",
        IntakeFault.NothingWithdrawn => "没有可以恢复的文件：可能已经恢复。",
        IntakeFault.PlaceTaken => "不能恢复：原处已有同名的文件，请先撤下那一份。",
        IntakeFault.FolderGone => "不能恢复：原来的文件夹已经不在。",
        IntakeFault.NoCorpus => "还不能上传：材料库还没有建成，或不是由文件夹建成的。",
        IntakeFault.NoSuchLevel => "没有上传：可阅读范围写得不对，请在表单里选。",
        IntakeFault.LevelTooLate => "没有上传：可阅读范围要写在文件前面。",
        IntakeFault.InboxIsLink => "不能上传：收件夹 inbox 是一个链接，请管理员改为文件夹。",
        _ => "没有改动：文件夹不能写入，或磁盘已满，原因见服务器日志。",
    };

    /// <summary>Why a file was not taken.</summary>
    public static string Of(IntakeResult.File file)
    {
        ArgumentNullException.ThrowIfNull(file);
        return file.Code switch
        {
            RefusalCodes.Name => "文件名里没有可用的字，请改名后再传。",
            RefusalCodes.Empty => "文件是空的。",
            RefusalCodes.NameTaken => "收件夹里已有同名的文件，内容或可阅读范围不同：要用它替换，请勾选“替换同名文件”再传；否则请改名。",
            RefusalCodes.NotAFile => "收件夹里有同名的文件夹或链接，请改名后再传。",
            RefusalCodes.TooMany => $"一次最多 {IntakeDesk.MostFiles} 个文件，其余的请再传一次。",
            RefusalCodes.TooLarge => $"文件超过 {UploadPage.LargestFile}，它和后面的文件都没有收。",
            RefusalCodes.CutShort => "传输中断，它和后面的文件都没有收，请再传一次。",
            _ => LeftOutReason.Of(file.Reason ?? ""),
        };
    }
}
