import Feedback from "@betahuhn/feedback-js";

new Feedback({ endpoint: "/feedback" }).renderButton();
