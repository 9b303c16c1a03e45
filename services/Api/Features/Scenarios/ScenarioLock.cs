using Orchestra.Api.Data.Entities;
using Orchestra.ServiceDefaults.Errors;

namespace Orchestra.Api.Features.Scenarios;

/// <summary>Who keeps others from changing a scenario, and until when.</summary>
internal sealed record ScenarioLock(string Owner, DateTimeOffset Until)
{
    /// <summary>The lock that holds at <paramref name="now"/>; null when there is none or it is over.</summary>
    public static ScenarioLock? Of(Scenario row, DateTimeOffset now) =>
        row is { LockedBy: { } owner, LockedUntil: { } until } && until > now ? new ScenarioLock(owner, until) : null;

    /// <summary>409 with who and until when <paramref name="row"/> is locked by another than <paramref name="subject"/>.</summary>
    public static void DemandFree(Scenario row, string subject, DateTimeOffset now)
    {
        if (Of(row, now) is { } held && held.Owner != subject)
        {
            throw new ApiException(
                ErrorCode.Conflict,
                $"scenario '{row.Name}' is locked by {held.Owner} until {held.Until.ToUniversalTime():yyyy-MM-ddTHH:mm:ss.fffZ}: ask them to unlock it, or wait"
            );
        }
    }
}
