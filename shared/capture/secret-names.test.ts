import { expect, test } from "vitest";
import { meansSecret } from "./secret-names.ts";

test.each([
  ..."password Password newPassword user_password userpassword txtPasswd j_password pwd userPwd PW user_pass pass pass1".split(
    " ",
  ),
  ..."passcode Passwort Kennwort contraseña senha hasło пароль 密码 passphrase".split(" "),
  ..."cvv CVV2 cvc cardCvc card_csc csc cardnumber cardNumber card-num cardno cc-number ccnum payment[card_number] creditcardnumber".split(
    " ",
  ),
  ..."otp otp1 otpCode OTPCode otp-input totp twoFactorOtp one-time-code oneTimeCode onetimepass oneTimePin mfaCode 2fa".split(
    " ",
  ),
  ..."pin PIN pin1 pinCode PINcode pincode user-pin cardPIN new_pin iban IBAN ibanNumber bank.iban ssn SSN4 user_ssn".split(
    " ",
  ),
  "Your password",
  "Enter your PIN",
  "Card number",
  "Card no.",
  "Security code",
  "6-digit verification code",
  "Social Security Number",
  "Mot de passe",
  "One-time code",
  "Confirm password (again)",
])("%s names a secret", (name) => {
  expect(meansSecret(name)).toBe(true);
});

test.each([
  "",
  ..."shipping opinion shoppingList spinner pinterest mapping typing pinned pinnedNote ShippingAddress opinions ping alpine".split(
    " ",
  ),
  ..."footpath hotplate hotpink laptop desktop cotopaxi adopt potpie".split(" "),
  ..."taliban caliban assn missing lessness username passenger passport compass bypass passage passive surpass".split(
    " ",
  ),
  ..."cardName discard cardholder card wildcard cardinal cards numberOfCards timeout onetimer".split(" "),
  ..."email q search comment message firstName description postcode zip couponCode sofa alfa".split(" "),
  "Boarding pass",
  "Number of postcards",
  "One-time donation amount",
  "What is your opinion on shipping?",
  "Passport number",
  "Coupon code",
  "Search for spinning tops",
])("%s does not", (name) => {
  expect(meansSecret(name)).toBe(false);
});
