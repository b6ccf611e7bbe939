using System.Text;
using DocumentFormat.OpenXml.Wordprocessing;

namespace KnowledgeBase.Readers;

/// <summary>Complex fields of Word: what stands between begin and separate is code, not text.</summary>
internal sealed class FieldState
{
    private readonly Stack<Field> _fields = new();
    private int _codes;

    /// <summary>True between the begin of a field and its result.</summary>
    public bool InCode => _codes > 0;

    /// <summary>The code of the field that we are in, as far as it was read.</summary>
    public StringBuilder Code => _fields.TryPeek(out var inner) ? inner.Code : new StringBuilder();

    /// <summary>Takes in a mark of a field.</summary>
    /// <returns>What the field shows where the file has no result for it; null for nothing.</returns>
    public string? Mark(FieldChar mark)
    {
        switch (mark.FieldCharType?.InnerText)
        {
            case "begin":
                _fields.Push(new Field());
                _codes++;
                return OfForm(mark.FormFieldData);
            case "separate" when _fields.TryPeek(out var inner) && inner.InCode:
                inner.InCode = false;
                _codes--;
                return null;
            case "end" when _fields.TryPop(out var ended):
                _codes -= ended.InCode ? 1 : 0;
                var shown = ended.InCode ? WordFields.Shown(ended.Code.ToString()) : null;
                if (shown is not null && _fields.TryPeek(out var around) && around.InCode)
                {
                    around.Code.Append(shown);
                    return null;
                }

                return shown;
            default:
                return null;
        }
    }

    /// <summary>A box that is ticked or not, a choice that was made.</summary>
    private static string? OfForm(FormFieldData? form)
    {
        if (form?.GetFirstChild<CheckBox>() is { } box)
        {
            var isTicked = box.GetFirstChild<Checked>() is { } ticked
                ? ticked.Val?.Value != false
                : box.GetFirstChild<DefaultCheckBoxFormFieldState>() is { } state && state.Val?.Value != false;
            return isTicked ? "☑" : "☐";
        }

        if (form?.GetFirstChild<DropDownListFormField>() is { } list)
        {
            return list.Elements<ListEntryFormField>().ElementAtOrDefault(
                list.GetFirstChild<DropDownListSelection>()?.Val?.Value ?? 0)?.Val?.Value;
        }

        return null;
    }

    private sealed class Field
    {
        public StringBuilder Code { get; } = new();

        public bool InCode { get; set; } = true;
    }
}
