using System.Text;
using Orchestra.Api.Validation;
using Orchestra.Engine.Outbound;

namespace Orchestra.Api.Features.Environments;

/// <summary>An environment as a client writes it, new or changed.</summary>
internal sealed record EnvironmentRequest(
    string Name,
    Dictionary<string, string>? ServiceUrls,
    Dictionary<string, string>? Variables,
    IReadOnlyList<string>? Allow,
    IReadOnlyList<string>? Mask
)
{
    private const int MaxEntries = 200;
    private const int MaxRanges = 100;
    private const int MaxVariableBytes = 8 * 1024;

    /// <summary>The ranges to hold against the tenant's ceiling; more than allowed are one fault anyway.</summary>
    public IReadOnlyList<string> RangesToJudge() => [.. (Allow ?? []).Take(MaxRanges)];

    /// <summary>Refuses it with every fault.</summary>
    /// <param name="outside">What of <see cref="RangesToJudge"/> the tenant may not open.</param>
    public void DemandGood(IReadOnlyList<OutboundPolicyFault> outside)
    {
        var faults = new FaultList()
            .Text(Name, "name", 200)
            .Demand(ServiceUrls is null or { Count: <= MaxEntries }, "serviceUrls", "serviceUrls must have at most 200 entries")
            .Demand(Variables is null or { Count: <= MaxEntries }, "variables", "variables must have at most 200 entries")
            .Demand(Allow is null or { Count: <= MaxRanges }, "allow", "allow must have at most 100 entries")
            .Demand(Mask is null or { Count: <= MaxEntries }, "mask", "mask must have at most 200 entries");
        // Entries past the limit are one fault above; a fault for each would make the answer larger than the request.
        foreach (var (service, url) in (ServiceUrls ?? []).Take(MaxEntries))
        {
            faults.Text(service, $"serviceUrls.{service}", 200);
            faults.Demand(
                IsBaseUrl(url),
                $"serviceUrls.{service}",
                $"serviceUrls.{service} must be an absolute http or https URL without user, query or fragment"
            );
            faults.Demand(
                url is null or { Length: <= 2000 },
                $"serviceUrls.{service}",
                $"serviceUrls.{service} must be at most 2000 characters"
            );
        }

        foreach (var (name, value) in (Variables ?? []).Take(MaxEntries))
        {
            faults
                .Text(name, $"variables.{name}", 200)
                .Demand(
                    value is null || Encoding.UTF8.GetByteCount(value) <= MaxVariableBytes,
                    $"variables.{name}",
                    $"variables.{name} must be at most 8 KiB"
                )
                .Demand(
                    value is not null && !value.Contains('\0', StringComparison.Ordinal),
                    $"variables.{name}",
                    $"variables.{name} must be a text without NUL"
                );
        }

        for (var i = 0; i < Math.Min(Mask?.Count ?? 0, MaxEntries); i++)
        {
            faults.Text(Mask![i], $"mask[{i}]", 200);
        }

        foreach (var fault in outside)
        {
            faults.Add($"allow[{fault.Index}]", fault.Message);
        }

        faults.ThrowIfAny("the environment is not valid");
    }

    private static bool IsBaseUrl(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.UserInfo.Length == 0
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0;
}
