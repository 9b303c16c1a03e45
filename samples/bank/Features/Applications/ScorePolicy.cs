namespace Orchestra.Samples.Bank.Features.Applications;

/// <summary>
/// The score of an applicant: from the application's own figures alone, so that data steers every decision. Income and debt
/// decide; age and term weigh less than the distance between two decisions.
/// </summary>
internal static class ScorePolicy
{
    public const int ApproveFrom = 700;
    public const int ReviewFrom = 500;
    private const int Base = 300;

    public static (int Score, IReadOnlyList<string> Reasons) Score(Application a)
    {
        var income =
            a.AnnualIncome >= 2 * a.Amount ? 400
            : a.AnnualIncome >= a.Amount ? 200
            : 0;
        var debt = a.ExistingDebt > a.AnnualIncome ? 300 : 0;
        var age = a.Age switch
        {
            < 25 => 0,
            <= 60 => 50,
            _ => 20,
        };
        var term = a.TermMonths <= 60 ? 49 : 0;
        return (
            Base + income - debt + age + term,
            [$"income for the amount: +{income}", $"debt over the income: -{debt}", $"age: +{age}", $"term: +{term}"]
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
