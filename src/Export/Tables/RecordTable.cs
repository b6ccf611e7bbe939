namespace KnowledgeBase.Export.Tables;

/// <summary>A table of records.</summary>
/// <param name="Columns">Names of the columns.</param>
/// <param name="Rows">A cell for every column, made as they are written.</param>
internal sealed record RecordTable(IReadOnlyList<string> Columns, IEnumerable<IReadOnlyList<string?>> Rows);
