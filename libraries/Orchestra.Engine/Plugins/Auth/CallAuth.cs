using System.Security.Cryptography;
using System.Text;
using Orchestra.Contracts.Profiles;
using Orchestra.Contracts.Runs;
using Orchestra.Contracts.Scenarios;
using Orchestra.Engine.Execution;
using Orchestra.Engine.Outbound;

namespace Orchestra.Engine.Plugins.Auth;

/// <summary>Who a step's call says it is, the same way for every channel: the profile that the step names, else its service's.</summary>
internal sealed class CallAuth(TokenCache tokens, TimeProvider time)
{
    private const string None = "none";

    /// <summary>One with tokens of its own.</summary>
    public CallAuth(GuardedHttpClient client, TimeProvider time)
        : this(new TokenCache(new TokenRequest(client, time), time), time) { }

    /// <summary>Whether the step has a profile that puts a credential of this name there: then the step itself need not.</summary>
    public static bool Brings(StepExecution execution, Uri? target, CredentialPlace place, string name) =>
        ProfileOf(execution, target).Profile is { } profile
        && PlaceOf(profile) is var (where, called)
        && where == place
        && string.Equals(called, name, place == CredentialPlace.Header ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal);

    /// <summary>The credential of one call, or why there is none; neither where the step shows none.</summary>
    /// <param name="execution">The attempt. What is shown is hidden from here on in everything that leaves it.</param>
    /// <param name="target">Where the call goes.</param>
    /// <param name="left">The time that is left: a token must be there within it.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<(Credential? Credential, Violation? Refusal)> OfAsync(
        StepExecution execution,
        Uri? target,
        TimeSpan left,
        CancellationToken cancellationToken
    )
    {
        var (profile, refusal) = ProfileOf(execution, target);
        if (profile is null)
        {
            return (null, refusal);
        }

        try
        {
            return profile.Kind == AuthKind.Oauth2ClientCredentials
                ? await BoughtAsync(execution, profile, left, cancellationToken)
                : (Said(execution.Secrets, profile), null);
        }
        catch (SecretMissingException e)
        {
            return (null, new Violation(ViolationType.ValidationError, "secret", e.Message));
        }
    }

    /// <summary>
    /// What a service means that does not know the credential: a kept token is forgotten, so that the next call asks for another.
    /// </summary>
    /// <returns>Whether there was one: then it is worth to call again.</returns>
    public bool Forget(Credential? credential)
    {
        if (credential?.Token is not { } token)
        {
            return false;
        }

        tokens.Drop(token);
        return true;
    }

    // What the environment gives a service is for that service: a step's own URL may lead elsewhere, and come from an answer.
    private static (AuthProfile? Profile, Violation? Refusal) ProfileOf(StepExecution execution, Uri? target)
    {
        var environment = execution.Context.Plan.Environment;
        var alias =
            execution.Step.Action.Meta.Auth
            ?? (
                execution.Step.EndpointRef is { } endpoint && IsOf(environment, endpoint, target)
                    ? environment.ServiceAuth.GetValueOrDefault(endpoint.ServiceName)
                    : null
            );
        if (alias is null or None)
        {
            return (null, null);
        }

        return environment.AuthProfiles.TryGetValue(alias, out var profile)
            ? (profile, null)
            : (null, new Violation(ViolationType.ValidationError, "auth", $"the environment has no auth profile {alias}"));
    }

    private static bool IsOf(PlanEnvironment environment, EndpointRef endpoint, Uri? target) =>
        target is null
        || (
            environment.ServiceUrls.TryGetValue(endpoint.ServiceName, out var text)
            && Uri.TryCreate(text, UriKind.Absolute, out var url)
            && Uri.Compare(url, target, UriComponents.SchemeAndServer, UriFormat.UriEscaped, StringComparison.OrdinalIgnoreCase) == 0
        );

    private static (CredentialPlace Place, string Name) PlaceOf(AuthProfile profile) =>
        profile.Kind == AuthKind.ApiKey
            ? (
                profile.In switch
                {
                    "query" => CredentialPlace.Query,
                    "cookie" => CredentialPlace.Cookie,
                    _ => CredentialPlace.Header,
                },
                profile.Name ?? "X-API-Key"
            )
            : (CredentialPlace.Header, "Authorization");

    private static Credential Said(SecretLookup secrets, AuthProfile profile)
    {
        var (place, name) = PlaceOf(profile);
        switch (profile.Kind)
        {
            case AuthKind.Basic:
                var both = $"{secrets.Resolve(profile.User)}:{secrets.Resolve(profile.Password)}";
                var digits = Convert.ToBase64String(Encoding.UTF8.GetBytes(both));
                secrets.Hide(digits);
                return new Credential(place, name, "Basic " + digits);
            case AuthKind.Bearer:
                return new Credential(place, name, "Bearer " + Hidden(secrets, profile.Token));
            default:
                return new Credential(place, name, Hidden(secrets, profile.Key));
        }
    }

    private static string Hidden(SecretLookup secrets, string? member)
    {
        var value = secrets.Resolve(member) ?? "";
        secrets.Hide(value);
        return value;
    }

    private async Task<(Credential? Credential, Violation? Refusal)> BoughtAsync(
        StepExecution execution,
        AuthProfile profile,
        TimeSpan left,
        CancellationToken cancellationToken
    )
    {
        var secret = execution.Secrets.Resolve(profile.ClientSecret) ?? "";
        var key = new TokenKey(
            execution.Context.Identity.TenantId,
            profile,
            execution.Secrets.Resolve(profile.ClientId) ?? "",
            Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(secret))),
            execution.Policy
        );
        try
        {
            var answer = await tokens.GetAsync(key, secret, cancellationToken).WaitAsync(left, time, cancellationToken);
            if (answer.Token is not { } token)
            {
                return (null, answer.Refusal);
            }

            execution.Secrets.Hide(token.Text);
            var (place, name) = PlaceOf(profile);
            return (new Credential(place, name, "Bearer " + token.Text) { Token = token }, null);
        }
        catch (TimeoutException)
        {
            return (
                null,
                new Violation(ViolationType.NetworkError, "network.token", $"no token came within {left.TotalMilliseconds:0} ms")
            );
        }
    }
}
