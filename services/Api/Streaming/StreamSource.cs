using Orchestra.Runs.Reading;

namespace Orchestra.Api.Streaming;

/// <summary>Events of a run or of a suite run.</summary>
/// <param name="TenantId">Whose.</param>
/// <param name="Id">The run or suite run.</param>
/// <param name="LastType">The type after which nothing follows.</param>
/// <param name="Read">Reads events after a number.</param>
internal sealed record StreamSource(
    Guid TenantId,
    Guid Id,
    string LastType,
    Func<long, CancellationToken, Task<IReadOnlyList<LedgerEvent>>> Read
);
