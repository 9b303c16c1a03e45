using System.Text.Json;

namespace Orchestra.Contracts.Specs;

/// <summary>A parameter of an operation.</summary>
/// <param name="Name">Its name.</param>
/// <param name="In"><c>path</c>, <c>query</c>, <c>header</c> or <c>cookie</c>.</param>
/// <param name="Required">Whether a call must carry it.</param>
/// <param name="SchemaPointer">Pointer of its schema into <see cref="SpecEndpoint.SchemaDocument"/>; null when it has none.</param>
/// <param name="Example">The spec's own example; null when it has none.</param>
public sealed record SpecParameter(string Name, string In, bool Required, string? SchemaPointer, JsonElement? Example = null);
