namespace Orchestra.Samples.Bank.Features.Applications;

/// <summary>The score of an applicant: from the application's own figures alone, so that data steers every decision.</summary>
internal static class ScorePolicy
{
    public const int ApproveFrom = 700;
    public const int ReviewFrom = 500;
    private const int Base = 350;

    public static (int Score, IReadOnlyList<string> Reasons) Score(Application a)
    {
        var income = (int)Math.Min(300, decimal.Floor(100 * a.AnnualIncome / a.Amount));
        var debt = a.AnnualIncome == 0 ? 150 : (int)Math.Min(150, decimal.Floor(100 * a.ExistingDebt / a.AnnualIncome));
        var age = a.Age switch
        {
            < 25 => 40,
            <= 60 => 100,
            _ => 60,
        };
        var term = a.TermMonths <= 60 ? 50 : 0;
        return (
            Math.Max(0, Base + income - debt + age + term),
            [$"income for the amount: +{income}", $"debt for the income: -{debt}", $"age: +{age}", $"term: +{term}"]
        );
    }

    public static ApplicationStatus Decide(int score) =>
        score switch
        {
            >= ApproveFrom => ApplicationStatus.Approved,
            >= ReviewFrom => ApplicationStatus.ManualReview,
            _ => ApplicationStatus.Rejected,
        };
}
