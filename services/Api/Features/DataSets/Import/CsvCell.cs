namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>A cell as the file has it.</summary>
/// <param name="Text">Without quotes round it.</param>
/// <param name="IsQuoted">Whether there were some.</param>
internal sealed record CsvCell(string Text, bool IsQuoted);
