namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>What was read from a file.</summary>
/// <param name="Format">What it was read as.</param>
/// <param name="Delimiter">What separates its cells; null for JSON.</param>
/// <param name="Columns">Its header; of JSON the members of all rows, in the order met.</param>
/// <param name="Rows">The rows that could be read.</param>
internal sealed record ImportedFile(ImportFormat Format, char? Delimiter, IReadOnlyList<string> Columns, IReadOnlyList<ImportedRow> Rows);
