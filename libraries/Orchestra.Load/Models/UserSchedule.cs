using Orchestra.Contracts.Load;

namespace Orchestra.Load.Models;

/// <summary>
/// When the users of a closed load are there. User n, from 0 on, is there while the line of users is above n: over a ramp from 0 to 10 they
/// come evenly, the first at once. Runner i of k has the users i, i + k, i + 2k and so on.
/// </summary>
public sealed class UserSchedule
{
    private readonly Ramp[] _ramps;

    /// <summary>The schedule of a closed profile.</summary>
    public UserSchedule(LoadProfile profile)
    {
        _ramps = Ramps.Of(profile);
        Users = (int)Math.Ceiling(_ramps.Select(ramp => Math.Max(ramp.First, ramp.Last)).DefaultIfEmpty(0).Max());
        Length = _ramps.Length == 0 ? TimeSpan.Zero : Span(_ramps[^1].To);
    }

    /// <summary>The most users at once.</summary>
    public int Users { get; }

    /// <summary>How long the load is.</summary>
    public TimeSpan Length { get; }

    /// <summary>When one user is there: spans that do not touch, in order.</summary>
    /// <param name="user">Which, from 0 to <see cref="Users"/> - 1.</param>
    public IReadOnlyList<UserSpan> Of(int user)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(user);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(user, Users);
        var spans = new List<UserSpan>();
        foreach (var ramp in _ramps)
        {
            if (PartOf(ramp, user) is { } part)
            {
                if (spans.Count > 0 && spans[^1].To == part.From)
                {
                    spans[^1] = spans[^1] with { To = part.To };
                }
                else
                {
                    spans.Add(part);
                }
            }
        }

        return spans;
    }

    private static UserSpan? PartOf(Ramp ramp, int user)
    {
        if (Math.Max(ramp.First, ramp.Last) <= user)
        {
            return null;
        }

        // Where the line crosses the user's number.
        var crosses =
            ramp.First > user == ramp.Last > user ? 0 : ramp.From + ((user - ramp.First) / (ramp.Last - ramp.First) * ramp.Length);
        return new UserSpan(Span(ramp.First > user ? ramp.From : crosses), Span(ramp.Last > user ? ramp.To : crosses));
    }

    private static TimeSpan Span(decimal seconds) => TimeSpan.FromTicks((long)Math.Round(seconds * TimeSpan.TicksPerSecond));
}
