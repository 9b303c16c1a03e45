using System.Text.Json.Nodes;
using Orchestra.Contracts.Scenarios;

namespace Orchestra.Generation.Wiring;

/// <summary>A value that an earlier step gives.</summary>
/// <param name="Template">The template that reads it.</param>
/// <param name="Source">The same for people: without braces.</param>
/// <param name="By">What says so.</param>
internal sealed record WiredValue(JsonNode? Template, string Source, WiringSource By);
