using Orchestra.Contracts.Errors;
using Orchestra.Contracts.Processes;
using Orchestra.Contracts.Specs;

namespace Orchestra.Engine.Specs;

/// <summary>What became of a spec: its endpoints, or every fault that forbids them.</summary>
/// <param name="Endpoints">The operations in the order of the spec; empty when there are faults.</param>
/// <param name="Title">The API's title; null when the spec has none.</param>
/// <param name="Version">The API's version, as text exactly as written; null when the spec has none.</param>
/// <param name="Faults">Every fault with its JSON pointer and line; empty when the endpoints are there.</param>
/// <param name="Warnings">What is left out, guessed or capped, with JSON pointer and line.</param>
public sealed record SpecImport(
    IReadOnlyList<SpecEndpoint> Endpoints,
    string? Title,
    string? Version,
    IReadOnlyList<Fault> Faults,
    IReadOnlyList<ImportWarning> Warnings
);
