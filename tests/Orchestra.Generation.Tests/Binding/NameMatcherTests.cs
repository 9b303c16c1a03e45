using Orchestra.Contracts.Scenarios;
using Orchestra.Generation.Binding;
using Orchestra.Generation.Tests.Building;

namespace Orchestra.Generation.Tests.Binding;

[TestFixture]
internal sealed class NameMatcherTests
{
    private static readonly ServiceSpec _bank = TestSpec.Service(
        "loans",
        TestSpec.Endpoint("POST /applications", "submitApplication", "Submit an application", "applications"),
        TestSpec.Endpoint("GET /applications", "listApplications", "List applications, newest first", "applications"),
        TestSpec.Endpoint("GET /applications/{applicationId}", "getApplication", "Get an application", "applications"),
        TestSpec.Endpoint("POST /applications/{applicationId}/score", "scoreApplicant", "Score the applicant", "scoring"),
        TestSpec.Endpoint("POST /applications/{applicationId}/reviews", "reviewApplication", "Review an application", "review"),
        TestSpec.Endpoint("POST /applications/{applicationId}/approval", "approveApplication", "Approve an application", "review"),
        TestSpec.Endpoint("POST /applications/{applicationId}/rejection", "rejectApplication", "Reject an application", "review"),
        TestSpec.Endpoint(
            "POST /applications/{applicationId}/document-requests",
            "requestDocuments",
            "Request documents from the applicant",
            "documents"
        ),
        TestSpec.Endpoint("POST /applications/{applicationId}/documents", "uploadDocument", "Upload a document", "documents"),
        TestSpec.Endpoint("POST /applications/{applicationId}/accounts", "createLoanAccount", "Create the loan account", "fulfilment"),
        TestSpec.Endpoint("POST /applications/{applicationId}/contracts", "prepareContract", "Prepare the contract", "contracts"),
        TestSpec.Endpoint("POST /contracts/{contractId}/signature", "signContract", "Sign the contract", "contracts"),
        TestSpec.Endpoint("POST /applications/{applicationId}/collateral-checks", "checkCollateral", "Check the collateral", "fulfilment"),
        TestSpec.Endpoint("POST /applications/{applicationId}/notifications", "notifyCustomer", "Notify the customer", "messages"),
        TestSpec.Endpoint(
            "POST /applications/{applicationId}/rejection-letters",
            "sendRejectionLetter",
            "Send the rejection letter",
            "messages"
        ),
        TestSpec.Endpoint("POST /applications/{applicationId}/disbursement", "disburseLoan", "Disburse the loan", "fulfilment")
    );

    // Paths only: many specs have neither operation ids nor summaries.
    private static readonly ServiceSpec _shop = TestSpec.Service(
        "shop",
        TestSpec.Endpoint("GET /api/v1/orders"),
        TestSpec.Endpoint("POST /api/v1/orders"),
        TestSpec.Endpoint("GET /api/v1/orders/{orderId}"),
        TestSpec.Endpoint("PUT /api/v1/orders/{orderId}"),
        TestSpec.Endpoint("DELETE /api/v1/orders/{orderId}"),
        TestSpec.Endpoint("POST /api/v1/orders/{orderId}/payments"),
        TestSpec.Endpoint("GET /api/v1/customers/{customerId}"),
        TestSpec.Endpoint("POST /api/v1/shipments")
    );

    [TestCase("Submit application", "POST /applications")]
    [TestCase("Application submitted", "POST /applications")]
    [TestCase("Submit the loan application", "POST /applications")]
    [TestCase("List applications", "GET /applications")]
    [TestCase("Fetch application", "GET /applications/{applicationId}")]
    [TestCase("Score applicant", "POST /applications/{applicationId}/score")]
    [TestCase("Scoring of the applicant", "POST /applications/{applicationId}/score")]
    [TestCase("Review application", "POST /applications/{applicationId}/reviews")]
    [TestCase("Approve application", "POST /applications/{applicationId}/approval")]
    [TestCase("Application approval", "POST /applications/{applicationId}/approval")]
    [TestCase("Reject application", "POST /applications/{applicationId}/rejection")]
    [TestCase("Decline application", "POST /applications/{applicationId}/rejection")]
    [TestCase("Request documents", "POST /applications/{applicationId}/document-requests")]
    [TestCase("Upload document", "POST /applications/{applicationId}/documents")]
    [TestCase("Create loan account", "POST /applications/{applicationId}/accounts")]
    [TestCase("Open account", "POST /applications/{applicationId}/accounts")]
    [TestCase("Prepare contract", "POST /applications/{applicationId}/contracts")]
    [TestCase("Sign contract", "POST /contracts/{contractId}/signature")]
    [TestCase("Contract signing", "POST /contracts/{contractId}/signature")]
    [TestCase("Check collateral", "POST /applications/{applicationId}/collateral-checks")]
    [TestCase("Notify customer", "POST /applications/{applicationId}/notifications")]
    [TestCase("Send notification to customer", "POST /applications/{applicationId}/notifications")]
    [TestCase("Send rejection letter", "POST /applications/{applicationId}/rejection-letters")]
    [TestCase("Disburse loan", "POST /applications/{applicationId}/disbursement")]
    [TestCase("Loan disbursement", "POST /applications/{applicationId}/disbursement")]
    public void A_task_of_the_bank_finds_its_operation(string task, string expected)
    {
        var best = Best(_bank, task);

        Assert.That(best.Endpoint.Spec.EndpointName, Is.EqualTo(expected));
        Assert.That(best.Score, Is.InRange(new SuiteOptions().BindingThreshold, 1.0));
    }

    [TestCase("Place order", "POST /api/v1/orders")]
    [TestCase("Create new orders", "POST /api/v1/orders")]
    [TestCase("Look up customer", "GET /api/v1/customers/{customerId}")]
    [TestCase("View order", "GET /api/v1/orders/{orderId}")]
    [TestCase("List orders", "GET /api/v1/orders")]
    [TestCase("Change order", "PUT /api/v1/orders/{orderId}")]
    [TestCase("Cancel order", "DELETE /api/v1/orders/{orderId}")]
    [TestCase("Pay order", "POST /api/v1/orders/{orderId}/payments")]
    [TestCase("Payment", "POST /api/v1/orders/{orderId}/payments")]
    [TestCase("Ship goods", "POST /api/v1/shipments")]
    public void Paths_and_methods_are_enough_without_operation_ids(string task, string expected)
    {
        var best = Best(_shop, task);

        Assert.That(best.Endpoint.Spec.EndpointName, Is.EqualTo(expected));
        Assert.That(best.Score, Is.InRange(new SuiteOptions().BindingThreshold, 1.0));
    }

    [TestCase("Archive paper file")]
    [TestCase("Wait two days")]
    [TestCase("Call the police")]
    [TestCase("Inform the board of directors")]
    [TestCase("Delete customer")]
    [TestCase("Application")]
    [TestCase("Audit yearly accounts")]
    [TestCase("?!")]
    [TestCase("")]
    public void A_task_that_no_operation_does_stays_below_the_threshold(string task)
    {
        Assert.That(Best(_bank, task).Score, Is.LessThan(new SuiteOptions().BindingThreshold));
    }

    [Test]
    public void Ties_go_to_the_endpoint_that_comes_first()
    {
        var matcher = new NameMatcher(
            new EndpointCatalog([
                TestSpec.Service("b", TestSpec.Endpoint("POST /payments", "pay")),
                TestSpec.Service("a", TestSpec.Endpoint("POST /payments", "pay")),
            ]).Endpoints
        );

        var ranked = matcher.Rank("Pay");

        Assert.That(ranked[0].Score, Is.EqualTo(ranked[1].Score));
        Assert.That(ranked[0].Endpoint.ServiceName, Is.EqualTo("b"));
    }

    [TestCase("applications", "application")]
    [TestCase("scoring", "score")]
    [TestCase("submitted", "submit")]
    [TestCase("cancelled", "cancel")]
    [TestCase("notifies", "notify")]
    [TestCase("boxes", "box")]
    [TestCase("processing", "process")]
    public void Forms_of_a_word_have_one_stem(string form, string word)
    {
        Assert.That(Words.Stem(form), Is.EqualTo(Words.Stem(word)));
    }

    [TestCase("status", "statu")]
    [TestCase("address", "addres s")]
    [TestCase("string", "str")]
    [TestCase("need", "ne")]
    public void Endings_that_are_no_endings_stay(string word, string wrong)
    {
        Assert.That(Words.Stem(word), Is.Not.EqualTo(wrong));
    }

    [TestCase("approval", "approve")]
    [TestCase("rejection", "reject")]
    [TestCase("notification", "notify")]
    [TestCase("payment", "pay")]
    [TestCase("signature", "sign")]
    [TestCase("registration", "register")]
    [TestCase("validation", "validate")]
    [TestCase("delivery", "deliver")]
    [TestCase("application", "apply")]
    [TestCase("cancellation", "cancel")]
    public void A_noun_and_its_verb_are_one_family(string noun, string verb)
    {
        Assert.That(WordFamily.Of(Words.Stem(noun)), Is.EqualTo(WordFamily.Of(Words.Stem(verb))));
    }

    [Test]
    public void Names_are_split_at_capitals_and_marks()
    {
        Assert.That(Words.Split("submitHTTPRequest_to-v2 Größe"), Is.EqualTo(new[] { "submit", "http", "request", "to", "v2", "größe" }));
    }

    private static (BoundEndpoint Endpoint, double Score) Best(ServiceSpec service, string task) =>
        new NameMatcher(new EndpointCatalog([service]).Endpoints).Rank(task)[0];
}
