using System.Text;
using Orchestra.Api.Data.Entities;
using Orchestra.Api.Features.Profiles;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Profiles;
using Orchestra.Engine.Outbound;

namespace Orchestra.Api.Features.Environments;

/// <summary>An environment as a client writes it, new or changed.</summary>
internal sealed record EnvironmentRequest(
    string Name,
    Dictionary<string, string>? ServiceUrls,
    Dictionary<string, string>? Variables,
    IReadOnlyList<string>? Allow,
    IReadOnlyList<string>? Mask,
    Dictionary<string, Guid>? DbProfiles,
    Dictionary<string, Guid>? KafkaProfiles,
    Dictionary<string, Guid>? QueueProfiles,
    Dictionary<string, Guid>? AuthProfiles,
    Dictionary<string, string>? ServiceAuth,
    Dictionary<string, TlsSettings>? ServiceTls
)
{
    private const int MaxEntries = 200;
    private const int MaxRanges = 100;
    private const int MaxProfiles = 50;
    private const int MaxVariableBytes = 8 * 1024;

    /// <summary>Its profiles by kind, with the member that names them.</summary>
    public IReadOnlyList<(ProfileKind Kind, string Member, IReadOnlyDictionary<string, Guid> ByAlias)> ProfilesByKind() =>
        [
            (ProfileKind.Db, "dbProfiles", DbProfiles ?? []),
            (ProfileKind.Kafka, "kafkaProfiles", KafkaProfiles ?? []),
            (ProfileKind.Queue, "queueProfiles", QueueProfiles ?? []),
            (ProfileKind.Auth, "authProfiles", AuthProfiles ?? []),
        ];

    /// <summary>The ranges to hold against the tenant's ceiling; more than allowed are one fault anyway.</summary>
    public IReadOnlyList<string> RangesToJudge() => [.. (Allow ?? []).Take(MaxRanges)];

    /// <summary>Refuses it with every fault.</summary>
    /// <param name="outside">What of <see cref="RangesToJudge"/> the tenant may not open.</param>
    /// <param name="known">The tenant's profiles among those that it names.</param>
    public void DemandGood(IReadOnlyList<OutboundPolicyFault> outside, IReadOnlySet<(ProfileKind Kind, Guid Id)> known)
    {
        var faults = new FaultList();
        CheckTexts(faults);
        CheckProfiles(faults, known);
        CheckServiceAccess(faults);
        foreach (var fault in outside)
        {
            faults.Add($"allow[{fault.Index}]", fault.Message);
        }

        faults.ThrowIfAny("the environment is not valid");
    }

    private void CheckTexts(FaultList faults)
    {
        faults
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
    }

    private void CheckProfiles(FaultList faults, IReadOnlySet<(ProfileKind Kind, Guid Id)> known)
    {
        foreach (var (kind, member, byAlias) in ProfilesByKind())
        {
            faults.Demand(byAlias.Count <= MaxProfiles, member, $"{member} must have at most {MaxProfiles} entries");
            foreach (var (alias, id) in byAlias.Take(MaxProfiles))
            {
                var path = $"{member}.{alias}";
                faults
                    .Text(alias, path, 200)
                    .Demand(
                        kind != ProfileKind.Auth || alias != "none",
                        path,
                        $"{path}: 'none' is what a step says to send no credentials: choose another alias"
                    )
                    .Demand(known.Contains((kind, id)), path, $"{path}: there is no such profile");
            }
        }
    }

    private void CheckServiceAccess(FaultList faults)
    {
        faults
            .Demand(ServiceAuth is null or { Count: <= MaxEntries }, "serviceAuth", "serviceAuth must have at most 200 entries")
            .Demand(ServiceTls is null or { Count: <= MaxProfiles }, "serviceTls", $"serviceTls must have at most {MaxProfiles} entries");
        foreach (var (service, alias) in (ServiceAuth ?? []).Take(MaxEntries))
        {
            var path = $"serviceAuth.{service}";
            CheckService(service, path, faults);
            faults.Demand(
                alias is not null && AuthProfiles?.ContainsKey(alias) == true,
                path,
                $"{path}: authProfiles has no alias '{alias}'"
            );
        }

        foreach (var (service, tls) in (ServiceTls ?? []).Take(MaxProfiles))
        {
            var path = $"serviceTls.{service}";
            CheckService(service, path, faults);
            faults.Demand(tls is not null, path, $"{path} must not be null: give it a value or leave it out");
            TlsCheck.Check(tls, path, faults);
        }
    }

    // A name with a typing error would silently send nothing.
    private void CheckService(string service, string path, FaultList faults) =>
        faults.Text(service, path, 200).Demand(ServiceUrls?.ContainsKey(service) == true, path, $"{path}: serviceUrls has no such service");

    private static bool IsBaseUrl(string? url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.UserInfo.Length == 0
        && uri.Query.Length == 0
        && uri.Fragment.Length == 0;
}
