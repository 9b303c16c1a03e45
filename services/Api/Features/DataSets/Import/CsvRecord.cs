namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>A record of a CSV file.</summary>
/// <param name="Line">The line that it begins in, from 1.</param>
/// <param name="Cells">Its cells; of more than can be read only the first.</param>
/// <param name="Count">How many it has.</param>
/// <param name="Fault">What breaks the format in it, and in which cell, from 0; null for nothing.</param>
internal sealed record CsvRecord(int Line, IReadOnlyList<CsvCell> Cells, int Count, (int Cell, string Message)? Fault)
{
    /// <summary>An empty line.</summary>
    public bool IsBlank => Cells is [{ Text.Length: 0, IsQuoted: false }];
}
