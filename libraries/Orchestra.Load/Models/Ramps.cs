using Orchestra.Contracts.Load;

namespace Orchestra.Load.Models;

/// <summary>A profile's stages as lines over time.</summary>
internal static class Ramps
{
    public static Ramp[] Of(LoadProfile profile)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentOutOfRangeException.ThrowIfNegative(profile.Start, "profile.Start");
        var ramps = new List<Ramp>();
        var (at, value) = (0m, profile.Start);
        foreach (var stage in profile.Stages)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(stage.DurationMs, "stage.DurationMs");
            ArgumentOutOfRangeException.ThrowIfNegative(stage.Target, "stage.Target");
            if (stage.DurationMs > 0)
            {
                var length = stage.DurationMs / 1000m;
                ramps.Add(new Ramp(at, length, value, stage.Target));
                at += length;
            }

            value = stage.Target;
        }

        return [.. ramps];
    }
}
