using Microsoft.AspNetCore.Http;

namespace Orchestra.ServiceDefaults.Identity;

/// <summary>
/// In Development a request without credentials is the built-in principal's, but only when a program of this machine sends it
/// (<see cref="LocalCaller"/>).
/// </summary>
internal sealed class DevelopmentPrincipalSource : IPrincipalSource
{
    private static readonly Principal BuiltIn = new("developer", WellKnownTenants.Development, [Role.OrgAdmin]);

    public int Order => 1000;

    public ValueTask<Principal?> FindAsync(HttpContext context, CancellationToken cancellationToken)
    {
        // The gateway has judged pages by its list, and passes on no word of them.
        LocalCaller.Demand(context, []);
        return ValueTask.FromResult<Principal?>(BuiltIn);
    }
}
