namespace Orchestra.Api.Data.Entities;

/// <summary>Which version of which process stood for one that call activities name.</summary>
/// <param name="CalledElement">What the call activities name: a process id of a file, or a process key.</param>
/// <param name="ProcessId">The process that has it.</param>
/// <param name="Version">Its version.</param>
internal sealed record CalledVersion(string CalledElement, Guid ProcessId, int Version);
