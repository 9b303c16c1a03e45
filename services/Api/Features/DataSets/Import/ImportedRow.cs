using System.Text.Json.Nodes;

namespace Orchestra.Api.Features.DataSets.Import;

/// <summary>A row of a file: one data set.</summary>
/// <param name="Row">From 1; the header is none.</param>
/// <param name="Line">Its line in the file, from 1.</param>
/// <param name="Data">Its values.</param>
/// <param name="Name">What the data set is called.</param>
internal sealed record ImportedRow(int Row, int Line, JsonObject Data, string Name = "");
