using System.Text.Json;

namespace Orchestra.Contracts.Specs;

/// <summary>A body of a request or a response.</summary>
/// <param name="ContentType">The media type; a JSON one where several are declared.</param>
/// <param name="SchemaPointer">Pointer of its schema into <see cref="SpecEndpoint.SchemaDocument"/>; null when it has none.</param>
/// <param name="Example">The spec's own example, the first of several; null when it has none.</param>
/// <param name="Required">Whether a request must carry it.</param>
public sealed record SpecBody(string ContentType, string? SchemaPointer, JsonElement? Example = null, bool Required = false)
{
    /// <summary>Every media type that is declared; null where <see cref="ContentType"/> says all.</summary>
    public IReadOnlyList<SpecMedia>? Media { get; init; }
}
