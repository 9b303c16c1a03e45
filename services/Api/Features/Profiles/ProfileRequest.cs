using Orchestra.Api.Validation;

namespace Orchestra.Api.Features.Profiles;

/// <summary>A profile as a client writes it, new or changed.</summary>
/// <param name="Name">Its name, the only one of its kind in the tenant.</param>
/// <param name="Profile">What it says.</param>
internal sealed record ProfileRequest<T>(string Name, T Profile)
    where T : class
{
    /// <summary>Refuses it with every fault.</summary>
    public void DemandGood(ProfileShape<T> shape)
    {
        var faults = new FaultList().Text(Name, "name", 200);
        var nulls = new FaultList();
        if (Profile is null)
        {
            faults.Add("profile", "profile is required");
        }
        else
        {
            NullMembers.Find(Profile, "profile", nulls);
            // The rest reads what must be there.
            if (nulls.IsEmpty)
            {
                shape.Check(Profile, "profile", faults);
            }
        }

        foreach (var fault in nulls.All)
        {
            faults.Add(fault.Path!, fault.Message);
        }

        faults.ThrowIfAny($"the {shape.Noun} is not valid");
    }
}
