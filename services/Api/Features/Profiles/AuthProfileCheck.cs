using System.Text.Json;
using Orchestra.Api.Validation;
using Orchestra.Contracts.Profiles;

namespace Orchestra.Api.Features.Profiles;

/// <summary>Every fault of an auth profile: each kind has the members that it needs and no others.</summary>
internal static class AuthProfileCheck
{
    private const string TokenCharacters = "!#$%&'*+-.^_`|~";

    public static void Check(AuthProfile profile, string path, FaultList faults)
    {
        CheckMembers(profile, path, faults);
        faults
            .TextOrReference(profile.User, $"{path}.user", 255)
            .Credential(profile.Password, $"{path}.password")
            .Credential(profile.Token, $"{path}.token")
            .Demand(profile.In is null or "header" or "query" or "cookie", $"{path}.in", $"{path}.in must be header, query or cookie")
            .OptionalText(profile.Name, $"{path}.name", 200)
            .Demand(
                profile.Name is null || profile.In == "query" || profile.Name.All(IsTokenCharacter),
                $"{path}.name",
                $"{path}.name must be a name of a {profile.In ?? "header"}: letters, digits and {TokenCharacters}"
            )
            .Credential(profile.Key, $"{path}.key")
            .Demand(
                profile.TokenUrl is null || (profile.TokenUrl.Length <= 2000 && IsTokenUrl(profile.TokenUrl)),
                $"{path}.tokenUrl",
                $"{path}.tokenUrl must be an absolute http or https URL of at most 2000 characters, without user and fragment"
            )
            .TextOrReference(profile.ClientId, $"{path}.clientId", 255)
            .Credential(profile.ClientSecret, $"{path}.clientSecret")
            .OptionalText(profile.Scope, $"{path}.scope", 2000)
            .OptionalText(profile.Audience, $"{path}.audience", 2000);
    }

    private static void CheckMembers(AuthProfile profile, string path, FaultList faults)
    {
        (string Name, string? Value, AuthKind Of, bool IsNeeded)[] members =
        [
            ("user", profile.User, AuthKind.Basic, true),
            ("password", profile.Password, AuthKind.Basic, true),
            ("token", profile.Token, AuthKind.Bearer, true),
            ("in", profile.In, AuthKind.ApiKey, false),
            ("name", profile.Name, AuthKind.ApiKey, true),
            ("key", profile.Key, AuthKind.ApiKey, true),
            ("tokenUrl", profile.TokenUrl, AuthKind.Oauth2ClientCredentials, true),
            ("clientId", profile.ClientId, AuthKind.Oauth2ClientCredentials, true),
            ("clientSecret", profile.ClientSecret, AuthKind.Oauth2ClientCredentials, true),
            ("scope", profile.Scope, AuthKind.Oauth2ClientCredentials, false),
            ("audience", profile.Audience, AuthKind.Oauth2ClientCredentials, false),
        ];
        foreach (var (name, value, of, isNeeded) in members)
        {
            var isOwn = of == profile.Kind;
            faults
                .Demand(!isOwn || !isNeeded || value is not null, $"{path}.{name}", $"{path}.{name} is required with {NameOf(of)}")
                .Demand(
                    isOwn || value is null,
                    $"{path}.{name}",
                    $"{path}.{name} belongs to {NameOf(of)}: leave it out with {NameOf(profile.Kind)}"
                );
        }
    }

    private static string NameOf(AuthKind kind) => JsonNamingPolicy.SnakeCaseUpper.ConvertName($"{kind}");

    private static bool IsTokenCharacter(char c) => char.IsAsciiLetterOrDigit(c) || TokenCharacters.Contains(c, StringComparison.Ordinal);

    private static bool IsTokenUrl(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && uri.Scheme is "http" or "https"
        && uri.UserInfo.Length == 0
        && uri.Fragment.Length == 0;
}
