namespace KnowledgeBase.Readers;

/// <summary>A PDF that PdfPig cannot read; another program may repair it.</summary>
internal sealed class DamagedPdfException(string message, Exception inner) : RefusedException(message, inner);
